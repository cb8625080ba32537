package org.bourdon.client.stress;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import org.bourdon.client.ClientException;
import org.bourdon.client.Connection;
import org.bourdon.client.DaemonLeftException;
import org.bourdon.client.Deadline;
import org.bourdon.client.Home;
import org.bourdon.client.Rpc;

/** The way to the one daemon that a soak is about; never starts another. Safe on any thread. */
final class StressDoor {

    private static final Duration TO_BE_SURE = Duration.ofSeconds(5);
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(50);

    private final Home home;
    private final long pid;
    private final StressEnd end;

    /** @param pid of the daemon */
    StressDoor(Home home, long pid, StressEnd end) {
        this.home = home;
        this.pid = pid;
        this.end = end;
    }

    long pid() {
        return pid;
    }

    /** A connection that has not been greeted yet. */
    Connection open() throws ClientException {
        try {
            return Connection.open(home.socket());
        } catch (IOException e) {
            throw gone("nobody listens on " + home.socket() + " any more: " + ClientException.reason(e));
        }
    }

    Rpc enter() throws ClientException {
        Rpc daemon = Rpc.greeted(open());
        if (daemon.pid() != pid) {
            daemon.close();
            throw gone("another daemon (pid " + daemon.pid() + ") has taken its place");
        }
        return daemon;
    }

    /** Finds out, after a connection was lost, whether the daemon was lost with it: then that is the end. */
    void lookAfterDaemon() {
        var deadline = Deadline.in(TO_BE_SURE);
        Optional<String> doubt;
        do {
            doubt = doubt();
        } while (doubt.isPresent() && !deadline.passed() && !end.comesWithin(BETWEEN_LOOKS));
        doubt.ifPresent(end::daemonGone);
    }

    private Optional<String> doubt() {
        try {
            enter().close();
            return Optional.empty();
        } catch (DaemonLeftException e) {
            // It may be on its way out, with the socket still there.
            return Optional.of(e.getMessage());
        } catch (ClientException e) {
            // Busy or slow is not gone.
            return Optional.empty();
        }
    }

    private DaemonLeftException gone(String reason) {
        end.daemonGone(reason);
        return new DaemonLeftException(reason);
    }
}
