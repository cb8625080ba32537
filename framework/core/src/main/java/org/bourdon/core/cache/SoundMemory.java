package org.bourdon.core.cache;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Sentences' samples as they were computed, in blocks outside the heap: never more than its limit, whatever happens. Whole sentences are
 * kept until others need the room, the least recently heard leave first; what somebody reads or writes stays. Safe on any thread.
 */
final class SoundMemory {

    static final int BLOCK_SAMPLES = 4 * 1024;
    private static final int CHUNK_BLOCKS = 64;

    /** What it holds. */
    record Figures(int sentences, long bytes, long evicted) {
    }

    private final ReentrantLock lock = new ReentrantLock();
    private final int capacity;
    /** Of 1 MB; taken from the system when first needed. */
    private final List<FloatBuffer> chunks = new ArrayList<>();
    private final int[] free;
    private int freeCount;
    private int idleBlocks;
    private int keptBlocks;
    private final LinkedHashMap<SentenceKey, Recording> kept = new LinkedHashMap<>(16, 0.75f, true);
    private long evicted;

    /** @param bytes at most; less than one block is nothing at all */
    SoundMemory(long bytes) {
        capacity = Math.toIntExact(bytes / (BLOCK_SAMPLES * (long) Float.BYTES));
        free = new int[capacity];
        for (int block = capacity - 1; block >= 0; block--) {
            free[freeCount++] = block;
        }
    }

    /** A recording that its caller holds; empty while more than half of the memory is in use by those who are speaking. */
    Optional<Recording> begin() {
        lock.lock();
        try {
            return isSpacious() ? Optional.of(new Recording()) : Optional.empty();
        } finally {
            lock.unlock();
        }
    }

    /** Whether half of the memory could be had. */
    boolean isSpacious() {
        lock.lock();
        try {
            return capacity > 0 && 2 * (freeCount + idleBlocks) >= capacity;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Adds a step.
     *
     * @param needed whether somebody else is to read it; else half of the memory is left to those of whom this is so
     * @return whether there was room; if not, nothing was added
     */
    boolean append(Recording recording, float[] samples, boolean needed) {
        lock.lock();
        try {
            int end = recording.samples() + samples.length;
            int blocks = (end + BLOCK_SAMPLES - 1) / BLOCK_SAMPLES - recording.blockCount;
            if (!(needed || isSpacious()) || !makeRoom(blocks)) {
                return false;
            }
            for (int i = 0; i < blocks; i++) {
                recording.addBlock(free[--freeCount]);
            }
            copy(recording, recording.samples(), samples, true);
            recording.endStep(end);
            return true;
        } finally {
            lock.unlock();
        }
    }

    private boolean makeRoom(int blocks) {
        if (freeCount + idleBlocks < blocks) {
            return false;
        }
        Iterator<Map.Entry<SentenceKey, Recording>> oldest = kept.entrySet().iterator();
        while (freeCount < blocks) {
            Recording recording = oldest.next().getValue();
            if (recording.isIdle()) {
                oldest.remove();
                idleBlocks -= recording.blockCount;
                keptBlocks -= recording.blockCount;
                recording.kept = false;
                giveBack(recording);
                evicted++;
            }
        }
        return true;
    }

    /** A copy of a step that has been added. */
    float[] read(Recording recording, int step) {
        lock.lock();
        try {
            int from = recording.begin(step);
            float[] samples = new float[recording.ends[step] - from];
            copy(recording, from, samples, false);
            return samples;
        } finally {
            lock.unlock();
        }
    }

    int steps(Recording recording) {
        lock.lock();
        try {
            return recording.steps;
        } finally {
            lock.unlock();
        }
    }

    private void copy(Recording recording, int from, float[] samples, boolean in) {
        int done = 0;
        while (done < samples.length) {
            int at = from + done;
            int block = recording.blocks[at / BLOCK_SAMPLES];
            int count = Math.min(samples.length - done, BLOCK_SAMPLES - at % BLOCK_SAMPLES);
            int index = block % CHUNK_BLOCKS * BLOCK_SAMPLES + at % BLOCK_SAMPLES;
            FloatBuffer chunk = chunk(block / CHUNK_BLOCKS);
            if (in) {
                chunk.put(index, samples, done, count);
            } else {
                chunk.get(index, samples, done, count);
            }
            done += count;
        }
    }

    private FloatBuffer chunk(int number) {
        while (chunks.size() <= number) {
            int blocks = Math.min(CHUNK_BLOCKS, capacity - chunks.size() * CHUNK_BLOCKS);
            chunks.add(ByteBuffer.allocateDirect(blocks * BLOCK_SAMPLES * Float.BYTES).order(ByteOrder.nativeOrder()).asFloatBuffer());
        }
        return chunks.get(number);
    }

    /** Keeps a whole sentence for those who ask for it later. */
    void keep(SentenceKey key, Recording recording) {
        lock.lock();
        try {
            if (kept.putIfAbsent(key, recording) == null) {
                recording.kept = true;
                keptBlocks += recording.blockCount;
                idleBlocks += recording.isIdle() ? recording.blockCount : 0;
            }
        } finally {
            lock.unlock();
        }
    }

    boolean has(SentenceKey key) {
        lock.lock();
        try {
            return kept.containsKey(key);
        } finally {
            lock.unlock();
        }
    }

    /** A whole sentence; its caller holds it and has to {@link #release} it. */
    Optional<Recording> find(SentenceKey key) {
        lock.lock();
        try {
            Optional<Recording> found = Optional.ofNullable(kept.get(key));
            found.ifPresent(this::hold);
            return found;
        } finally {
            lock.unlock();
        }
    }

    /** One more reader of what somebody holds already. */
    void hold(Recording recording) {
        lock.lock();
        try {
            idleBlocks -= recording.isIdle() ? recording.blockCount : 0;
            recording.holders++;
        } finally {
            lock.unlock();
        }
    }

    void release(Recording recording) {
        lock.lock();
        try {
            recording.holders--;
            if (recording.isIdle()) {
                idleBlocks += recording.blockCount;
            } else if (recording.holders == 0) {
                giveBack(recording);
            }
        } finally {
            lock.unlock();
        }
    }

    private void giveBack(Recording recording) {
        for (int i = 0; i < recording.blockCount; i++) {
            free[freeCount++] = recording.blocks[i];
        }
        recording.blockCount = 0;
    }

    Figures figures() {
        lock.lock();
        try {
            return new Figures(kept.size(), (long) keptBlocks * BLOCK_SAMPLES * Float.BYTES, evicted);
        } finally {
            lock.unlock();
        }
    }
}
