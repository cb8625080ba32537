package org.bourdon.core.model;

import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.bourdon.model.ModelHold;

/** Voices that a lease names. */
final class Hold implements ModelHold {

    private final List<String> names;
    private final Consumer<String> letGo;
    private final AtomicBoolean closed = new AtomicBoolean();

    Hold(List<String> names, Consumer<String> letGo) {
        this.names = List.copyOf(names);
        this.letGo = letGo;
    }

    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            names.forEach(letGo);
        }
    }
}
