package org.bourdon.gateway.http;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

import org.osgi.service.component.annotations.ComponentPropertyType;

/** Which requests an {@link Endpoint} answers. */
@ComponentPropertyType
@Retention(RetentionPolicy.CLASS)
@Target(ElementType.TYPE)
public @interface Route {

    String PREFIX_ = "bourdon.http.";

    /** Such as {@code GET}, which stands for {@code HEAD} too. */
    String method();

    /**
     * From the root, such as {@code /metrics}; {@code /v1/models/*} stands for {@code /v1/models} and everything below. The longest that fits
     * answers.
     */
    String[] path();

    /** Whether it needs no token where others do: for what anybody may see. */
    boolean open() default false;
}
