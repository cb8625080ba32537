package org.bourdon.itest.fuzz;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** Changes bytes without knowing what they mean. */
public final class Bytes {

    private static final int MOST_CHANGES = 4;
    private static final List<byte[]> DICTIONARY = List.of(new byte[] {0}, new byte[] {(byte) 0xC0, (byte) 0x80}, new byte[] {(byte) 0xED, (byte) 0xA0, (byte) 0x80},
            new byte[] {(byte) 0xFF}, new byte[] {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF}, ascii("\r\n"), ascii("\n"), ascii("\r"), ascii("\r\n\r\n"), ascii(":"), ascii("\""),
            ascii("{"), ascii("}"), ascii("[[[["), ascii("]"), ascii(","), ascii("-1"), ascii("0x10"), ascii("99999999999999999999"), ascii("4294967296"), ascii("1e999"),
            ascii("null"), ascii("%00"), ascii("%n%s"), ascii("../"), ascii(" "), ascii("\t"), ascii("\\u0000"), ascii("\\ud800"));

    private final Chance chance;

    public Bytes(Chance chance) {
        this.chance = chance;
    }

    static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** @param others of which a piece may come in */
    public byte[] changed(byte[] original, List<byte[]> others) {
        byte[] bytes = original;
        for (int left = 1 + chance.below(MOST_CHANGES); left > 0; left--) {
            bytes = once(bytes, others);
        }
        return bytes;
    }

    private byte[] once(byte[] bytes, List<byte[]> others) {
        int at = chance.below(bytes.length + 1);
        int end = Math.min(bytes.length, at + 1 + chance.below(16));
        return switch (chance.below(8)) {
            case 0 -> joined(bytes, at, end, new byte[0]);
            case 1 -> joined(bytes, at, at, chance.of(DICTIONARY));
            case 2 -> joined(bytes, at, end, chance.of(DICTIONARY));
            case 3 -> joined(bytes, at, at, Arrays.copyOfRange(bytes, at, end));
            case 4 -> joined(bytes, at, at, chance.bytes(1 + chance.below(8)));
            case 5 -> flipped(bytes);
            case 6 -> Arrays.copyOf(bytes, at);
            default -> {
                byte[] other = chance.of(others);
                yield joined(bytes, at, bytes.length, Arrays.copyOfRange(other, chance.below(other.length + 1), other.length));
            }
        };
    }

    private byte[] flipped(byte[] bytes) {
        byte[] flipped = bytes.clone();
        if (flipped.length > 0) {
            flipped[chance.below(flipped.length)] ^= (byte) (1 << chance.below(8));
        }
        return flipped;
    }

    private static byte[] joined(byte[] bytes, int from, int to, byte[] instead) {
        var out = new ByteArrayOutputStream();
        out.write(bytes, 0, from);
        out.writeBytes(instead);
        out.write(bytes, to, bytes.length - to);
        return out.toByteArray();
    }
}
