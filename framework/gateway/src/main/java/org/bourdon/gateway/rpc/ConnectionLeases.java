package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Lease;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** What a connection holds, until it gives it back or ends, however it ends. */
final class ConnectionLeases implements AutoCloseable {

    private static final int LONGEST_HOLDER = 200;
    private static final int MOST = 64;
    private static final int MOST_VOICES = 64;
    private static final Duration LOADING = Duration.ofSeconds(30);

    private final Daemon daemon;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();
    private volatile boolean closed;

    ConnectionLeases(Daemon daemon) {
        this.daemon = daemon;
    }

    /**
     * Waits while voices are loaded, if there are any.
     *
     * @return the lease's id
     */
    String take(String holder, Set<String> voices) throws BourdonException {
        if (holder.length() > LONGEST_HOLDER) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "holder has " + holder.length() + " characters; at most " + LONGEST_HOLDER
                    + " are valid");
        }
        if (held.size() >= MOST) {
            throw new BourdonException(ErrorCode.BUSY, "this connection holds " + MOST + " leases already");
        }
        if (voices.size() > MOST_VOICES) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "a lease names at most " + MOST_VOICES + " voices");
        }
        Lease lease = daemon.lease(holder.replaceAll("\\p{Cntrl}", " "), voices, LOADING);
        held.put(lease.id(), lease);
        // Asked after it is among those that the end of the connection gives back.
        if (closed) {
            close();
            throw new BourdonException(ErrorCode.CANCELLED, "the connection has ended");
        }
        return lease.id();
    }

    void release(String id) throws BourdonException {
        Lease lease = held.remove(id);
        if (lease == null) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "this connection holds no lease '" + id + "'");
        }
        lease.close();
    }

    @Override
    public void close() {
        closed = true;
        held.keySet().forEach(id -> Optional.ofNullable(held.remove(id)).ifPresent(Lease::close));
    }
}
