package org.bourdon.core.session;

import java.util.Arrays;

/** Bytes that wait to be played: a ring that grows as it is needed and never beyond its capacity. */
final class SoundBuffer {

    private static final int FIRST_BYTES = 16 * 1024;

    private byte[] ring = new byte[FIRST_BYTES];
    private int first;
    private int size;
    private int capacity;

    SoundBuffer(int capacity) {
        this.capacity = capacity;
    }

    /** What is in it stays, also when it is more. */
    void capacity(int bytes) {
        capacity = bytes;
    }

    int capacity() {
        return capacity;
    }

    int size() {
        return size;
    }

    int room() {
        return Math.max(0, capacity - size);
    }

    /** Takes all of it; it is the caller who asks for {@link #room} before. */
    void add(byte[] bytes, int from, int length) {
        if (size + length > ring.length) {
            grow(size + length);
        }
        int end = (first + size) % ring.length;
        int piece = Math.min(length, ring.length - end);
        System.arraycopy(bytes, from, ring, end, piece);
        System.arraycopy(bytes, from + piece, ring, 0, length - piece);
        size += length;
    }

    private void grow(int needed) {
        int bytes = ring.length;
        while (bytes < needed) {
            bytes *= 2;
        }
        int held = size;
        byte[] grown = Arrays.copyOf(take(held), bytes);
        ring = grown;
        first = 0;
        size = held;
    }

    /** @param length at most {@link #size} */
    byte[] take(int length) {
        byte[] bytes = new byte[length];
        int piece = Math.min(length, ring.length - first);
        System.arraycopy(ring, first, bytes, 0, piece);
        System.arraycopy(ring, 0, bytes, piece, length - piece);
        first = (first + length) % ring.length;
        size -= length;
        return bytes;
    }

    void clear() {
        ring = new byte[0];
        first = 0;
        size = 0;
        capacity = 0;
    }
}
