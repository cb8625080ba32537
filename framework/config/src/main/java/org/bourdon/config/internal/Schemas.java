package org.bourdon.config.internal;

import java.util.List;

/** Every component that can be configured at present. */
@FunctionalInterface
interface Schemas {

    List<Schema> all();
}
