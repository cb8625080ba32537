package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** Brings the daemon of a home to its end, ever less politely. */
public final class DaemonEnd {

    private static final Duration TO_GREET = Duration.ofSeconds(3);
    private static final Duration TO_TELL = Duration.ofMillis(500);
    private static final Duration TO_AGREE = Duration.ofSeconds(3);
    /** For closing what it has open, after its work is done. */
    private static final Duration TO_LEAVE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(20);

    private final Surroundings here;
    private final Duration toLeave;

    public DaemonEnd(Surroundings here) {
        this(here, TO_LEAVE);
    }

    public DaemonEnd(Surroundings here, Duration toLeave) {
        this.here = here;
        this.toLeave = toLeave;
    }

    /**
     * Asks it, then sends TERM, then KILL; each only when the one before did not help.
     *
     * @param drain how long work under way may go on
     * @return empty when no daemon runs
     */
    public Optional<DaemonEnded> politely(Duration drain) throws ClientException {
        try (DaemonCall call = DaemonCall.to(here, TO_GREET)) {
            Optional<ProcessHandle> process = call.process();
            if (process.isEmpty()) {
                return none(call);
            }
            Optional<JrsObject> status = call.status(TO_TELL);
            if (call.leaves(drain, TO_AGREE) && isGoneWithin(drain.plus(toLeave), process.get())) {
                return ended(process.get(), DaemonEnded.Way.ASKED, status);
            }
            process.get().destroy();
            if (isGoneWithin(toLeave, process.get())) {
                return ended(process.get(), DaemonEnded.Way.TERMINATED, status);
            }
            return kill(process.get(), status);
        }
    }

    /** Kills it. Empty when no daemon runs. */
    Optional<DaemonEnded> atOnce() throws ClientException {
        try (DaemonCall call = DaemonCall.to(here, TO_TELL)) {
            Optional<ProcessHandle> process = call.process();
            return process.isPresent() ? kill(process.get(), call.status(TO_TELL)) : none(call);
        }
    }

    private Optional<DaemonEnded> kill(ProcessHandle process, Optional<JrsObject> status) throws ClientException {
        process.destroyForcibly();
        if (!isGoneWithin(toLeave, process)) {
            throw new ClientException(ExitCode.DAEMON_FAILED, "the daemon (pid " + process.pid() + ") has been sent KILL and is still there");
        }
        return ended(process, DaemonEnded.Way.KILLED, status);
    }

    private Optional<DaemonEnded> none(DaemonCall call) throws ClientException {
        if (call.deafness().isPresent()) {
            throw new ClientException(ExitCode.DAEMON_FAILED, "what listens on " + here.home().socket() + " does not say which process it is ("
                    + call.deafness().get().getMessage() + ")", call.deafness().get());
        }
        new Resident(here.home()).removeTraces();
        return Optional.empty();
    }

    private Optional<DaemonEnded> ended(ProcessHandle process, DaemonEnded.Way way, Optional<JrsObject> status) throws ClientException {
        var resident = new Resident(here.home());
        var deadline = Deadline.in(toLeave);
        resident.removeTraces();
        // Of a process that was killed the system closes the files a moment after it counts as gone.
        while (resident.hasLeftTraces() && resident.process().isEmpty() && !deadline.passed()) {
            here.interruption().pause(BETWEEN_LOOKS);
            resident.removeTraces();
        }
        return Optional.of(new DaemonEnded(process.pid(), way, status));
    }

    private boolean isGoneWithin(Duration patience, ProcessHandle process) throws ClientException {
        var deadline = Deadline.in(patience);
        while (Processes.isRunning(process.pid())) {
            if (deadline.passed()) {
                return false;
            }
            here.interruption().pause(BETWEEN_LOOKS);
        }
        return true;
    }
}
