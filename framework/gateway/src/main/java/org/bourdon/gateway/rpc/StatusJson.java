package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.List;

import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.Health;
import org.bourdon.daemon.Lifetime;
import org.bourdon.speech.VoiceInfo;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What the daemon says of itself, in the stable names of the API. */
final class StatusJson {

    private StatusJson() {
    }

    static ObjectNode status(DaemonStatus status) {
        ObjectNode node = Json.object().put("version", status.version()).put("pid", status.pid())
                .put("uptime_ms", status.uptime().toMillis()).put("home", status.home().toString()).put("scope", status.scope().orElse(null));
        lifetime(status.lifetime(), node.putObject("lifetime"));
        listeners(status.listeners(), node);
        ArrayNode engines = node.putArray("engines");
        for (DaemonStatus.EngineStatus engine : status.engines()) {
            ObjectNode engineNode = engines.addObject().put("name", engine.name()).put("device", engine.device())
                    .put("isolation", engine.isolated() ? "process" : "none");
            devices(engine, engineNode);
            ArrayNode processes = engineNode.putArray("processes");
            engine.processes().forEach(process -> processes.addObject().put("lane", process.lane()).put("pid", process.pid())
                    .put("restarts", process.restarts()).put("uptime_ms", process.uptime().toMillis()));
            ArrayNode lanes = engineNode.putArray("lanes");
            for (DaemonStatus.LaneStatus lane : engine.lanes()) {
                ObjectNode laneNode = lanes.addObject().put("name", lane.name()).put("queued", lane.queued());
                laneNode.put("current_job_ms", lane.currentJob().map(Duration::toMillis).orElse(null));
                lane.voices().forEach(laneNode.putArray("voices")::add);
            }
        }
        node.set("voices", voices(status.voices()));
        node.put("sessions", status.sessions()).put("leases", status.leases());
        DaemonStatus.Requests requests = status.requests();
        node.putObject("requests").put("active", requests.active()).put("served", requests.served()).put("failed", requests.failed())
                .put("cancelled", requests.cancelled()).put("sentences", requests.sentences());
        node.putObject("memory").put("heap_used_bytes", status.memory().heapUsedBytes())
                .put("heap_committed_bytes", status.memory().heapCommittedBytes()).put("resident_bytes", status.memory().residentBytes());
        node.put("threads", status.process().threads()).put("open_files", status.process().openFiles());
        node.putObject("log").put("file", status.log().file().toString()).put("lines_lost", status.log().linesLost());
        cache(status.cache(), node.putObject("cache"));
        if (status.toFirstAudio().isPresent()) {
            node.putObject("ttfa_ms").put("p50", RunningSpeech.millis(status.toFirstAudio().get().p50()))
                    .put("p99", RunningSpeech.millis(status.toFirstAudio().get().p99()));
        } else {
            node.putNull("ttfa_ms");
        }
        return node;
    }

    private static void listeners(List<DaemonStatus.ListenerStatus> listeners, ObjectNode node) {
        ArrayNode open = node.putArray("listeners");
        ArrayNode shut = node.putArray("listeners_shut");
        listeners.forEach(listener -> listener.problem().ifPresentOrElse(
                problem -> shut.addObject().put("address", listener.address()).put("problem", problem), () -> open.add(listener.address())));
    }

    private static void devices(DaemonStatus.EngineStatus engine, ObjectNode node) {
        ArrayNode devices = node.putArray("devices");
        for (DaemonStatus.DeviceStatus device : engine.devices()) {
            ObjectNode one = devices.addObject().put("device", device.device()).put("available", device.available());
            one.put("reason", device.available() ? null : device.reason());
        }
        node.put("fallback", engine.fallback().orElse(null)).put("lost", engine.lost()).put("problem", engine.problem().orElse(null));
    }

    private static void cache(DaemonStatus.Cache cache, ObjectNode node) {
        node.put("hits", cache.hits()).put("misses", cache.misses()).put("shared", cache.shared()).put("evicted", cache.evicted())
                .put("entries", cache.entries()).put("bytes", cache.bytes()).put("limit_bytes", cache.limitBytes());
        node.putObject("disk").put("hits", cache.diskHits()).put("entries", cache.diskEntries()).put("bytes", cache.diskBytes());
    }

    private static void lifetime(Lifetime lifetime, ObjectNode node) {
        node.put("idle_timeout_ms", lifetime.idleTimeout().map(Duration::toMillis).orElse(null));
        node.put("owner_pid", lifetime.ownerPid().isPresent() ? (Long) lifetime.ownerPid().getAsLong() : null);
        node.put("while_leased", lifetime.whileLeased());
    }

    static ObjectNode health(Health health) {
        return Json.object().put("alive", true).put("ready", health.ready()).put("busy", health.busy()).put("queued", health.queued()).put("reason", health.reason());
    }

    static ArrayNode voices(List<VoiceInfo> voices) {
        ArrayNode array = Json.object().arrayNode();
        for (VoiceInfo voice : voices) {
            ObjectNode node = array.addObject().put("name", voice.name()).put("format", voice.format()).put("language", voice.language())
                    .put("sample_rate", voice.sampleRateHz());
            voice.speakers().forEach(node.putArray("speakers")::add);
            node.put("default", voice.isDefault()).put("loaded", voice.loaded());
            voice.problem().ifPresent(problem -> node.put("problem", problem));
        }
        return array;
    }

    static ObjectNode sentences(List<Sentence> sentences) {
        ObjectNode result = Json.object();
        ArrayNode array = result.putArray("sentences");
        for (Sentence sentence : sentences) {
            ObjectNode node = array.addObject().put("text", sentence.text()).put("spoken", sentence.spoken())
                    .put("phonemes", sentence.phonemes())
                    .put("intonation", sentence.intonation() == Intonation.RISING ? "rising" : "falling");
            ArrayNode words = node.putArray("words");
            sentence.words().forEach(word -> words.addObject().put("text", word.text()).put("ipa", word.ipa())
                    .put("origin", word.origin().name().toLowerCase(java.util.Locale.ROOT)));
        }
        return result;
    }
}
