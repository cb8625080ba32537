package org.bourdon.engine.djl;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * The few small texts in a TorchScript file, which is a zip. Java reads zips from files, or from streams if the entries are not
 * stored as PyTorch stores them; this one reads from memory, by the directory at the end.
 */
final class Archive {

    private static final int END = 0x06054b50;
    private static final int END_BYTES = 22;
    private static final int ENTRY = 0x02014b50;
    private static final int ENTRY_BYTES = 46;
    private static final int LOCAL_BYTES = 30;
    private static final int LONGEST_COMMENT = 65_535;
    private static final int LONGEST_TEXT = 16 * 1024 * 1024;
    private static final int DEFLATED = 8;

    private record Entry(int method, int packed, int size, int at) {
    }

    private final ByteBuffer content;
    private final Map<String, Entry> entries = new HashMap<>();

    /** @throws IOException in one line, when it is no zip */
    Archive(ByteBuffer content) throws IOException {
        this.content = content.slice().order(ByteOrder.LITTLE_ENDIAN);
        try {
            list();
        } catch (IndexOutOfBoundsException | IllegalArgumentException e) {
            throw new IOException("its directory is damaged", e);
        }
    }

    private void list() throws IOException {
        int end = end();
        int count = Short.toUnsignedInt(content.getShort(end + 10));
        int at = content.getInt(end + 16);
        for (int i = 0; i < count; i++) {
            if (content.getInt(at) != ENTRY) {
                throw new IOException("its directory is damaged");
            }
            int name = Short.toUnsignedInt(content.getShort(at + 28));
            int extra = Short.toUnsignedInt(content.getShort(at + 30));
            int comment = Short.toUnsignedInt(content.getShort(at + 32));
            entries.put(new String(bytes(at + ENTRY_BYTES, name), StandardCharsets.UTF_8), new Entry(content.getShort(at + 10),
                    content.getInt(at + 20), content.getInt(at + 24), content.getInt(at + 42)));
            at += ENTRY_BYTES + name + extra + comment;
        }
    }

    private int end() throws IOException {
        for (int at = content.limit() - END_BYTES; at >= Math.max(0, content.limit() - END_BYTES - LONGEST_COMMENT); at--) {
            if (content.getInt(at) == END) {
                return at;
            }
        }
        throw new IOException("it has no directory at its end");
    }

    /** The text of an entry by its path below the archive's one folder, such as {@code data.pkl}. Bytes above 127 may come out wrong. */
    Optional<String> text(String path) throws IOException {
        for (Map.Entry<String, Entry> entry : entries.entrySet()) {
            String name = entry.getKey();
            if (name.substring(name.indexOf('/') + 1).equals(path)) {
                return Optional.of(new String(unpack(path, entry.getValue()), StandardCharsets.UTF_8));
            }
        }
        return Optional.empty();
    }

    private byte[] unpack(String path, Entry entry) throws IOException {
        if (entry.size() < 0 || entry.size() > LONGEST_TEXT || entry.packed() < 0 || entry.packed() > LONGEST_TEXT) {
            throw new IOException(path + " in it is too long");
        }
        try {
            int start = entry.at() + LOCAL_BYTES + Short.toUnsignedInt(content.getShort(entry.at() + 26))
                    + Short.toUnsignedInt(content.getShort(entry.at() + 28));
            byte[] packed = bytes(start, entry.packed());
            return entry.method() == DEFLATED ? inflate(packed, entry.size()) : packed;
        } catch (IndexOutOfBoundsException | DataFormatException e) {
            throw new IOException(path + " in it is damaged", e);
        }
    }

    private static byte[] inflate(byte[] packed, int size) throws DataFormatException {
        try (Inflater inflater = new Inflater(true)) {
            inflater.setInput(packed);
            byte[] unpacked = new byte[size];
            int length = inflater.inflate(unpacked);
            if (length != size) {
                throw new DataFormatException(length + " bytes instead of " + size);
            }
            return unpacked;
        }
    }

    private byte[] bytes(int from, int length) {
        byte[] bytes = new byte[length];
        content.get(from, bytes);
        return bytes;
    }
}
