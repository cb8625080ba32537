package org.bourdon.daemon;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

import org.bourdon.speech.VoiceInfo;

/**
 * What the daemon does at this moment.
 *
 * @param scope  its name among the daemons of its user; empty for the one that all share
 * @param leases that are out
 */
public record DaemonStatus(String version, long pid, Duration uptime, Path home, Optional<String> scope, Lifetime lifetime,
                           List<String> listeners, List<EngineStatus> engines, List<VoiceInfo> voices, int sessions, int leases,
                           Requests requests, Optional<Latency> toFirstAudio, Memory memory, Process process, Log log) {

    public DaemonStatus {
        listeners = List.copyOf(listeners);
        engines = List.copyOf(engines);
        voices = List.copyOf(voices);
    }

    /** @param device as {@link org.bourdon.engine.Device#toString} has it */
    public record EngineStatus(String name, String device, List<LaneStatus> lanes) {

        public EngineStatus {
            lanes = List.copyOf(lanes);
        }
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

    /** From acceptance to the first sample computed, over the latest requests. */
    public record Latency(Duration p50, Duration p99) {
    }
}
