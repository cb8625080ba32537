package org.bourdon.gateway.http.openai;

import java.util.concurrent.Semaphore;

/** How much of the daemon's heap the sounds take together that are kept until they are whole. Safe on any thread. */
final class WholeSounds {

    /** Three minutes of the default voice as WAV; in the end each is there twice for a moment, and the heap has 96 MB. */
    static final int MOST_BYTES = 12 * 1024 * 1024;

    private final Semaphore room = new Semaphore(MOST_BYTES);

    /** What one of them takes of it. For one thread. */
    final class Share implements AutoCloseable {

        private int taken;

        /** @return whether there was room for so many more bytes */
        boolean take(int bytes) {
            boolean had = room.tryAcquire(bytes);
            taken += had ? bytes : 0;
            return had;
        }

        @Override
        public void close() {
            room.release(taken);
            taken = 0;
        }
    }

    Share share() {
        return new Share();
    }
}
