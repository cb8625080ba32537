package org.bourdon.text.english.pronounce;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The pronouncing dictionary, searched in the bytes in which it was compiled.
 * <p>
 * Layout: number of blocks (int), where each block begins (int each, from the start), then the blocks: {@value #BLOCK} words in byte
 * order, each as letters shared with the word before it, further letters, their count in front; then its phones, their count in front
 * (every count is a byte). The first word of a block shares none.
 */
public final class Dictionary {

    public static final int BLOCK = 16;
    private static final int LONGEST_WORD = 64;

    private final byte[] bytes;
    private final ByteBuffer ints;
    private final int blocks;

    Dictionary(byte[] bytes) {
        this.bytes = bytes;
        this.ints = ByteBuffer.wrap(bytes);
        this.blocks = ints.getInt(0);
    }

    /** The dictionary in this bundle. */
    public static Dictionary load() {
        try (InputStream in = Dictionary.class.getResourceAsStream("cmudict.bin")) {
            if (in == null) {
                throw new IllegalStateException("cmudict.bin is not in this bundle; it was not compiled");
            }
            return new Dictionary(in.readAllBytes());
        } catch (IOException e) {
            throw new UncheckedIOException("cmudict.bin cannot be read from this bundle", e);
        }
    }

    /** @param word in lower case */
    public Optional<byte[]> phones(String word) {
        byte[] key = word.getBytes(StandardCharsets.ISO_8859_1);
        if (key.length == 0 || key.length > LONGEST_WORD) {
            return Optional.empty();
        }
        int block = blockOf(key);
        return block < 0 ? Optional.empty() : search(block, key);
    }

    public boolean contains(String word) {
        return phones(word).isPresent();
    }

    private int blockOf(byte[] key) {
        int low = 0;
        int high = blocks - 1;
        while (low <= high) {
            int middle = (low + high) >>> 1;
            int at = start(middle);
            int length = bytes[at + 1];
            int order = Arrays.compareUnsigned(bytes, at + 2, at + 2 + length, key, 0, key.length);
            if (order == 0) {
                return middle;
            }
            if (order < 0) {
                low = middle + 1;
            } else {
                high = middle - 1;
            }
        }
        return high;
    }

    private Optional<byte[]> search(int block, byte[] key) {
        byte[] word = new byte[LONGEST_WORD];
        int end = block + 1 < blocks ? start(block + 1) : bytes.length;
        int at = start(block);
        while (at < end) {
            int shared = bytes[at];
            int further = bytes[at + 1];
            System.arraycopy(bytes, at + 2, word, shared, further);
            int phonesAt = at + 2 + further;
            int phones = bytes[phonesAt];
            if (Arrays.equals(word, 0, shared + further, key, 0, key.length)) {
                return Optional.of(Arrays.copyOfRange(bytes, phonesAt + 1, phonesAt + 1 + phones));
            }
            at = phonesAt + 1 + phones;
        }
        return Optional.empty();
    }

    private int start(int block) {
        return ints.getInt(Integer.BYTES * (1 + block));
    }
}
