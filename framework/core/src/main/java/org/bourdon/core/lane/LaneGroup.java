package org.bourdon.core.lane;

import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineProcess;
import org.bourdon.engine.IsolatedEngine;
import org.bourdon.error.BourdonException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The lanes of one engine on one device. The first is always open; further ones, on a CPU, open when work waits for a voice and close
 * when idle, so that an idle daemon stays small and a busy one uses the machine.
 */
public final class LaneGroup {

    private static final Logger log = LoggerFactory.getLogger(LaneGroup.class);

    private final Engine engine;
    private final Device device;
    private final LaneLimits limits;
    private final List<Lane> lanes = new ArrayList<>();
    private boolean closed;

    LaneGroup(Engine engine, Device device, LaneLimits limits) {
        this.engine = engine;
        this.device = device;
        this.limits = limits;
        openLane();
    }

    public Engine engine() {
        return engine;
    }

    /** Where models other than voices run. */
    public synchronized Lane first() {
        return lanes.getFirst();
    }

    /** The lane for the next sentence of a voice; its caller has to {@link Lane#detach} from it after the sentence. */
    public Lane attach(VoiceVersion voice) {
        Lane chosen;
        Optional<Lane> wakened = Optional.empty();
        synchronized (this) {
            chosen = lanes.stream()
                    .min(Comparator.comparing((Lane lane) -> !lane.hasVoice(voice.name())).thenComparing(Lane::attached))
                    .orElseThrow();
            if (chosen.attached() > 0 && !closed) {
                wakened = helper(voice);
            }
            chosen.attach();
        }
        wakened.ifPresent(lane -> lane.submit(new OpenVoice(voice)));
        return chosen;
    }

    /** A lane that could share the work on a voice once it has opened it. */
    private Optional<Lane> helper(VoiceVersion voice) {
        boolean opening = lanes.stream().anyMatch(lane -> !lane.hasVoice(voice.name()) && lane.queued() > 0);
        if (opening) {
            return Optional.empty();
        }
        Optional<Lane> without = lanes.stream().filter(lane -> !lane.hasVoice(voice.name()) && lane.attached() == 0).findFirst();
        if (without.isPresent() || lanes.size() >= limits.lanesOn(device)) {
            return without;
        }
        return Optional.of(openLane());
    }

    private Lane openLane() {
        String name = "lane-" + engine.name() + "-" + device.kind().name().toLowerCase(Locale.ROOT) + (device.index() + lanes.size());
        Lane lane = new Lane(name, engine, device, limits.queue(), limits.restAfter());
        lanes.add(lane);
        lane.start();
        return lane;
    }

    /** Closes the lanes beyond the first that have been idle for long enough. */
    void closeIdle() {
        List<Lane> idle;
        synchronized (this) {
            idle = lanes.stream().skip(1).filter(lane -> lane.isIdleSince(limits.closeAfter())).toList();
            lanes.removeAll(idle);
        }
        idle.forEach(Lane::beginClose);
    }

    /** Whether there has been nothing to do for as long as lanes beyond the first are kept open. */
    synchronized boolean isIdle() {
        return lanes.stream().allMatch(lane -> lane.isIdleSince(limits.closeAfter()));
    }

    /** Refuses what waits, stops what runs, closes the models on their lanes and waits for the lanes to end. */
    void close(Duration patience) {
        List<Lane> all;
        synchronized (this) {
            closed = true;
            all = List.copyOf(lanes);
        }
        all.forEach(Lane::beginClose);
        long deadline = System.nanoTime() + patience.toNanos();
        for (Lane lane : all) {
            if (!lane.awaitClosed(Duration.ofNanos(Math.max(1, deadline - System.nanoTime())))) {
                log.error("{} did not end within {} ms and is left behind", lane.status().name(), patience.toMillis());
            }
        }
    }

    public synchronized int queued() {
        return lanes.stream().mapToInt(Lane::queued).sum();
    }

    synchronized EngineStatus status() {
        List<EngineProcess> processes = engine instanceof IsolatedEngine isolated ? isolated.processes() : List.of();
        return new EngineStatus(engine.name(), device.toString(), lanes.stream().map(Lane::status).toList(), engine instanceof IsolatedEngine,
                processes);
    }

    /** Opens a voice ahead of the first sentence. A failure is met again, and reported, by the sentence itself. */
    private record OpenVoice(VoiceVersion voice) implements LaneTask {

        @Override
        public Urgency urgency() {
            return Urgency.firstStep(System.nanoTime());
        }

        @Override
        public void run(Lane lane) {
            try {
                lane.voices().get(voice);
            } catch (BourdonException e) {
                refuse(e);
            }
        }

        @Override
        public void refuse(BourdonException why) {
            log.warn("a further lane could not open {}: {}", voice.name(), why.getMessage());
        }
    }
}
