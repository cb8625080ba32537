package org.bourdon.daemon;

import java.util.Optional;

import org.osgi.annotation.versioning.ConsumerType;

/** A way in from outside; registered as a service by protocol adapters while it accepts connections, or tries to. */
@ConsumerType
public interface Listener {

    /** As a client would name it: {@code unix:/run/user/1000/bourdon/bourdon.sock}. */
    String address();

    /** Why it accepts none at present, while it goes on trying; empty when it does. */
    default Optional<String> problem() {
        return Optional.empty();
    }
}
