package org.bourdon.core.lane;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import org.bourdon.core.daemon.ResidentMemory;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelMemory;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices open on a lane. Confined to the lane's thread, but for {@link #openings}. */
public final class LaneVoices {

    private static final Logger log = LoggerFactory.getLogger(LaneVoices.class);

    private final Engine engine;
    private final Device device;
    private final Map<VoiceVersion, LoadedVoice> open = new LinkedHashMap<>();
    private volatile List<Opening> openings = List.of();

    LaneVoices(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /** What is open; readable on any thread. */
    List<Opening> openings() {
        return openings;
    }

    /**
     * The voice, opened now if it is not yet.
     *
     * @throws BourdonException BUSY when its files are not those of this version any more, or changed while it was opened; what
     *                          opening a voice throws
     */
    public LoadedVoice get(VoiceVersion version) throws BourdonException {
        LoadedVoice voice = open.get(version);
        return voice != null ? voice : open(version);
    }

    private LoadedVoice open(VoiceVersion version) throws BourdonException {
        if (!version.isCurrent()) {
            throw changing(version, null);
        }
        long before = ResidentMemory.bytes();
        long start = System.nanoTime();
        LoadedVoice voice;
        try {
            voice = version.format().open(version.voice(), readable(version), this::openModel);
        } catch (BourdonException e) {
            throw version.isCurrent() ? e : changing(version, e);
        }
        if (!version.isCurrent()) {
            // What was read may be of both; the version that the files make now is another one.
            voice.close();
            throw changing(version, null);
        }
        Duration took = Duration.ofNanos(System.nanoTime() - start);
        open.put(version, voice);
        List<Opening> now = new ArrayList<>(openings);
        now.add(new Opening(version, Instant.now(), took, new ModelMemory(before, ResidentMemory.bytes())));
        openings = List.copyOf(now);
        log.info("{} opened {} in {} ms", Thread.currentThread().getName(), version.name(), took.toMillis());
        return voice;
    }

    private LoadedModel openModel(Path model) throws BourdonException {
        try {
            return engine.open(new ModelSource.File(model), device);
        } catch (BourdonException e) {
            throw e.code() == ErrorCode.INVALID_REQUEST ? new BourdonException(ErrorCode.VOICE_BROKEN, e.getMessage(), e) : e;
        }
    }

    private static BourdonException changing(VoiceVersion version, BourdonException cause) {
        return new BourdonException(ErrorCode.BUSY, "the files of voice " + version.name() + " are being changed; try again shortly", cause);
    }

    private ModelSet readable(VoiceVersion version) throws BourdonException {
        return version.readableBy(engine).orElseThrow(() -> new BourdonException(ErrorCode.ENGINE_UNAVAILABLE,
                "engine '" + engine.name() + "' reads no model of voice " + version.name()));
    }

    /** Closes a version that no utterance uses, if it is open. */
    public void close(VoiceVersion version) {
        LoadedVoice voice = open.remove(version);
        if (voice != null) {
            voice.close();
            openings = openings.stream().filter(opening -> !opening.version().equals(version)).toList();
            log.info("{} closed {}", Thread.currentThread().getName(), version.name());
        }
    }

    /** Called while no utterance is under way: lets the voices give memory back. */
    void rest(StopSignal stop) {
        for (Map.Entry<VoiceVersion, LoadedVoice> entry : open.entrySet()) {
            try {
                entry.getValue().rest(stop);
            } catch (BourdonException e) {
                if (stop.isStopped()) {
                    return;
                }
                log.warn("voice {} could not give memory back: {}", entry.getKey().name(), e.getMessage());
            }
        }
    }

    void close() {
        List<LoadedVoice> voices = new ArrayList<>(open.values());
        voices.reversed().forEach(LoadedVoice::close);
        open.clear();
        openings = List.of();
    }
}
