package org.bourdon.core.daemon;

import org.bourdon.daemon.Lease;
import org.bourdon.model.ModelHold;

/** A lease that names voices. */
record VoicesLease(Lease lease, ModelHold voices) implements Lease {

    @Override
    public String id() {
        return lease.id();
    }

    @Override
    public void close() {
        voices.close();
        lease.close();
    }
}
