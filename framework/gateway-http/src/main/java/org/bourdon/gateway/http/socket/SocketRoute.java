package org.bourdon.gateway.http.socket;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Which connections a {@link SocketEndpoint} takes. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface SocketRoute {

    String PREFIX_ = "bourdon.socket.";

    /** From the root, whole, such as {@code /ws}. */
    String path();
}
