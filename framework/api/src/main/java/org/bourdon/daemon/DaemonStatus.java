package org.bourdon.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

import org.bourdon.engine.EngineProcess;
import org.bourdon.speech.VoiceInfo;

/**
 * What the daemon does at this moment.
 *
 * @param scope  its name among the daemons of its user; empty for the one that all share
 * @param leases that are out
 */
public record DaemonStatus(String version, long pid, Duration uptime, Path home, Optional<String> scope, Lifetime lifetime,
                           List<ListenerStatus> listeners, List<EngineStatus> engines, List<VoiceInfo> voices, int sessions, int leases,
                           Requests requests, Optional<Latency> toFirstAudio, Memory memory, Process process, Log log, Cache cache) {

    public DaemonStatus {
        listeners = List.copyOf(listeners);
        engines = List.copyOf(engines);
        voices = List.copyOf(voices);
    }

    /**
     * @param device    where it runs, or is to run once it is used, as {@link org.bourdon.engine.Device#toString} has it
     * @param devices   all that it is configured for, the preferred one first; empty until it is first used
     * @param fallback  why it does not run on the preferred one; empty when it does
     * @param lost      lanes that did not come back from a native call, since the engine came
     * @param problem   why it can open no model now; empty when it can
     * @param isolated  whether it computes in processes of its own
     * @param processes of an isolated engine that run now; none while it has no model open
     */
    public record EngineStatus(String name, String device, List<LaneStatus> lanes, List<DeviceStatus> devices, Optional<String> fallback,
                               int lost, Optional<String> problem, boolean isolated, List<EngineProcess> processes) {

        public EngineStatus {
            lanes = List.copyOf(lanes);
            devices = List.copyOf(devices);
            processes = List.copyOf(processes);
        }
    }

    /** @param reason why it is not available, in one line; empty when it is */
    public record DeviceStatus(String device, boolean available, String reason) {
    }

    /**
     * @param name       its thread's
     * @param queued     steps waiting
     * @param currentJob age of the step that is running; empty when idle
     * @param voices     open on it
     */
    public record LaneStatus(String name, int queued, Optional<Duration> currentJob, List<String> voices) {

        public LaneStatus {
            voices = List.copyOf(voices);
        }
    }

    /** Since the start; {@code active} now. */
    public record Requests(int active, long served, long failed, long cancelled, long sentences) {
    }

    /** @param residentBytes of the whole process; 0 where the system does not tell */
    public record Memory(long heapUsedBytes, long heapCommittedBytes, long residentBytes) {
    }

    /**
     * @param threads   of the virtual machine, virtual ones not counted
     * @param openFiles descriptors in use; 0 where the system does not tell
     */
    public record Process(int threads, int openFiles) {
    }

    /** @param linesLost since the start, because they could not be written */
    public record Log(Path file, long linesLost) {
    }

    /**
     * Sentences whose sound is kept.
     *
     * @param hits        sentences that were spoken from memory, since the start
     * @param misses      sentences that had to be computed; neither these nor hits are those of requests that ask for chance
     * @param shared      sentences that were heard from another request's computing
     * @param evicted     sentences that left memory for others
     * @param limitBytes  of sound in memory; 0 when nothing is kept or shared
     * @param diskHits    sentences that were brought back from disk
     * @param diskEntries files now
     */
    public record Cache(long hits, long misses, long shared, long evicted, int entries, long bytes, long limitBytes, long diskHits, int diskEntries,
                        long diskBytes) {
    }

    /** From acceptance to the first sample computed, over the latest requests. */
    public record Latency(Duration p50, Duration p99) {
    }

    /**
     * A way in.
     *
     * @param problem why it accepts nobody at present; empty when it does
     */
    public record ListenerStatus(String address, Optional<String> problem) {

        public ListenerStatus {
            Objects.requireNonNull(address);
            Objects.requireNonNull(problem);
        }
    }
}
