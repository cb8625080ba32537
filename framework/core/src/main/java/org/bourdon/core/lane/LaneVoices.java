package org.bourdon.core.lane;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices open on a lane. Confined to the lane's thread, but for {@link #names}. */
public final class LaneVoices {

    private static final Logger log = LoggerFactory.getLogger(LaneVoices.class);

    private final Engine engine;
    private final Device device;
    private final Map<VoiceVersion, LoadedVoice> open = new LinkedHashMap<>();
    private volatile Set<String> names = Set.of();

    LaneVoices(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /** The names of the voices that are open; readable on any thread. */
    Set<String> names() {
        return names;
    }

    /** The voice, opened now if it is not yet. */
    public LoadedVoice get(VoiceVersion version) throws BourdonException {
        LoadedVoice voice = open.get(version);
        if (voice == null) {
            long start = System.nanoTime();
            voice = version.format().open(version.voice(), readable(version), model -> {
                try {
                    return engine.open(new ModelSource.File(model), device);
                } catch (BourdonException e) {
                    throw e.code() == ErrorCode.INVALID_REQUEST ? new BourdonException(ErrorCode.VOICE_BROKEN, e.getMessage(), e) : e;
                }
            });
            open.put(version, voice);
            publish();
            log.info("{} opened {} in {} ms", Thread.currentThread().getName(), version.name(), (System.nanoTime() - start) / 1_000_000);
        }
        return voice;
    }

    private ModelSet readable(VoiceVersion version) throws BourdonException {
        return version.readableBy(engine).orElseThrow(() -> new BourdonException(ErrorCode.ENGINE_UNAVAILABLE,
                "engine '" + engine.name() + "' reads no model of voice " + version.name()));
    }

    /** Called while no utterance is under way: closes versions that newer ones have replaced, lets the others give memory back. */
    void rest(StopSignal stop) {
        Set<String> newer = new HashSet<>();
        for (VoiceVersion version : new ArrayList<>(open.keySet()).reversed()) {
            if (!newer.add(version.name())) {
                open.remove(version).close();
            }
        }
        publish();
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
        publish();
    }

    private void publish() {
        Set<String> now = new HashSet<>();
        open.keySet().forEach(version -> now.add(version.name()));
        names = Set.copyOf(now);
    }
}
