package org.bourdon.core.model;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;

import org.bourdon.core.voice.VoiceVersion;

/** Binds a request to a version of a voice: while it is not closed, that version stays open wherever it is open. */
public final class VoiceUse implements AutoCloseable {

    private final VoiceVersion version;
    private final Consumer<VoiceVersion> whenClosed;
    private final AtomicBoolean closed = new AtomicBoolean();

    VoiceUse(VoiceVersion version, Consumer<VoiceVersion> whenClosed) {
        this.version = version;
        this.whenClosed = whenClosed;
    }

    public VoiceVersion version() {
        return version;
    }

    /** Nothing of the version is used any more. A second call does nothing. */
    @Override
    public void close() {
        if (closed.compareAndSet(false, true)) {
            whenClosed.accept(version);
        }
    }
}
