package org.bourdon.gateway.rpc;

import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Lease;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** What a connection holds, until it gives it back or ends, however it ends. */
final class ConnectionLeases implements AutoCloseable {

    private static final int LONGEST_HOLDER = 200;
    private static final int MOST = 64;

    private final Daemon daemon;
    private final Map<String, Lease> held = new ConcurrentHashMap<>();

    ConnectionLeases(Daemon daemon) {
        this.daemon = daemon;
    }

    /** @return the lease's id */
    String take(String holder) throws BourdonException {
        if (holder.length() > LONGEST_HOLDER) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "holder has " + holder.length() + " characters; at most " + LONGEST_HOLDER
                    + " are valid");
        }
        if (held.size() >= MOST) {
            throw new BourdonException(ErrorCode.BUSY, "this connection holds " + MOST + " leases already");
        }
        Lease lease = daemon.lease(holder.replaceAll("\\p{Cntrl}", " "));
        held.put(lease.id(), lease);
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
        held.values().forEach(Lease::close);
        held.clear();
    }
}
