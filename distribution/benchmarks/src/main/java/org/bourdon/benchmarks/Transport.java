package org.bourdon.benchmarks;

import java.io.IOException;
import java.nio.ByteBuffer;

/** A way for text to the daemon and for sound back. */
interface Transport {

    String name();

    /** One client, with a connection of its own. */
    Line connect() throws IOException;

    /**
     * What a request came to, in milliseconds from its last byte written.
     *
     * @param firstSound to the first audio byte
     * @param all        to the end
     * @param bytes      of 16-bit samples
     */
    record Heard(double firstSound, double all, long bytes) {

        double seconds(int rateHz) {
            return (double) bytes / Short.BYTES / rateHz;
        }
    }

    /** What becomes of the sound: pieces as they come. */
    interface Ear {

        /** Takes all sound for heard. */
        Ear DEAF = piece -> { };

        void hear(ByteBuffer piece);
    }

    /** One client. It does nothing but measure, on one thread at a time, so that the figures are the daemon's and not its own. */
    interface Line extends AutoCloseable {

        /** Speaks and takes the sound as fast as it comes, to the end. */
        Heard speak(String voice, String text, Ear ear) throws IOException;

        /** Goes away, on any thread; whoever is speaking then fails. */
        @Override
        void close() throws IOException;
    }
}
