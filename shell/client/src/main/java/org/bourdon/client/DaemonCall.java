package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** A daemon spoken to that may be deaf, or on its way out, or not be there: none of which is an error for those who want to end it. */
final class DaemonCall implements AutoCloseable {

    private final Home home;
    private final Optional<Rpc> rpc;
    private final Optional<ClientException> deafness;
    private boolean leaving;

    private DaemonCall(Home home, Optional<Rpc> rpc, boolean leaving, Optional<ClientException> deafness) {
        this.home = home;
        this.rpc = rpc;
        this.leaving = leaving;
        this.deafness = deafness;
    }

    /** @param patience how long it may take to greet */
    static DaemonCall to(Surroundings here, Duration patience) throws ClientException {
        Home home = here.home();
        home.socket();
        try {
            return new DaemonCall(home, here.door().look(patience), false, Optional.empty());
        } catch (DaemonLeftException _) {
            return new DaemonCall(home, Optional.empty(), true, Optional.empty());
        } catch (ClientException e) {
            if (e.code() == ExitCode.INTERRUPTED) {
                throw e;
            }
            // It does not answer; who it is, its files may tell.
            return new DaemonCall(home, Optional.empty(), false, Optional.of(e));
        }
    }

    /** As it says itself, else as its files say, if it still holds its lock. */
    Optional<ProcessHandle> process() {
        if (rpc.isPresent()) {
            return ProcessHandle.of(rpc.get().pid());
        }
        var resident = new Resident(home);
        return resident.process().filter(_ -> resident.holdsLock());
    }

    /** Why nobody can be talked to although the call was taken. */
    Optional<ClientException> deafness() {
        return deafness;
    }

    Optional<JrsObject> status(Duration patience) {
        return rpc.flatMap(daemon -> {
            try {
                return Optional.of(daemon.call("status", params -> { }, patience));
            } catch (DaemonLeftException _) {
                leaving = true;
                return Optional.empty();
            } catch (ClientException _) {
                return Optional.empty();
            }
        });
    }

    /** Whether it leaves now, because it was asked to or anyway. */
    boolean leaves(Duration drain, Duration patience) {
        if (leaving || rpc.isEmpty()) {
            return leaving;
        }
        try {
            rpc.get().call("shutdown", params -> params.writeNumberField("drain_ms", drain.toMillis()), patience);
            return true;
        } catch (DaemonLeftException _) {
            return true;
        } catch (ClientException _) {
            return false;
        }
    }

    @Override
    public void close() {
        rpc.ifPresent(Rpc::close);
    }
}
