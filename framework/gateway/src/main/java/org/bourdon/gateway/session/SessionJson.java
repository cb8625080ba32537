package org.bourdon.gateway.session;

import java.time.Instant;
import java.util.List;
import java.util.Locale;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioStatistics;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Audio sessions in the stable names of the API; times are ISO 8601, in UTC. */
public final class SessionJson {

    private SessionJson() {
    }

    public static ArrayNode list(List<AudioSessionStatus> sessions) {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        sessions.forEach(session -> array.add(status(session)));
        return array;
    }

    public static ObjectNode status(AudioSessionStatus status) {
        ObjectNode node = JsonNodeFactory.instance.objectNode().put("session", status.id()).put("client", status.client())
                .put("state", status.state().name().toLowerCase(Locale.ROOT)).put("attached", status.attached());
        format(node, status.format()).put("sink", status.sink()).put("buffered_ms", status.buffered().toMillis());
        return statistics(node, status.statistics());
    }

    public static ObjectNode format(ObjectNode node, AudioFormat format) {
        return node.put("format", format.container().name().toLowerCase(Locale.ROOT)).put("sample_rate", format.sampleRateHz())
                .put("channels", format.channels()).put("bit_depth", format.bitDepth());
    }

    public static ObjectNode statistics(ObjectNode node, AudioStatistics statistics) {
        return node.put("bytes_received", statistics.bytesReceived()).put("chunks", statistics.chunksProcessed())
                .put("frames_played", statistics.framesPlayed()).put("underruns", statistics.underruns())
                .put("started_at", statistics.startTime().toString()).put("ended_at", statistics.endTime().map(Instant::toString).orElse(null));
    }
}
