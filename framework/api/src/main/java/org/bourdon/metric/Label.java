package org.bourdon.metric;

import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Tells one point of a family from the others.
 *
 * @param value one of a bounded number: a voice, a reason; never a request, a client or a text
 */
public record Label(String name, String value) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public Label {
        Objects.requireNonNull(value);
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a label");
        }
    }
}
