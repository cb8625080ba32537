package org.bourdon.daemon;

import org.osgi.annotation.versioning.ConsumerType;

/** A way in from outside; registered as a service by protocol adapters while it accepts connections. */
@ConsumerType
public interface Listener {

    /** As a client would name it: {@code unix:/run/user/1000/bourdon/bourdon.sock}. */
    String address();
}
