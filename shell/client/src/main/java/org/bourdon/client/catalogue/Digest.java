package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/** What a file's content is to give: a catalogue's word for it. */
record Digest(String algorithm, String hex) {

    private static final int BLOCK_BYTES = 1 << 18;

    Digest {
        hex = hex.toLowerCase(Locale.ROOT);
    }

    static Digest md5(String hex) {
        return new Digest("MD5", hex);
    }

    static Digest sha256(String hex) {
        return new Digest("SHA-256", hex);
    }

    static String sha256Of(String text) {
        return HexFormat.of().formatHex(digester("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    }

    /** @return what the file's content gives instead, in hexadecimal; the same as {@link #hex} when it is right */
    String of(Path file) throws IOException {
        MessageDigest digest = digester(algorithm);
        ByteBuffer block = ByteBuffer.allocate(BLOCK_BYTES);
        try (var content = FileChannel.open(file)) {
            while (content.read(block.clear()) >= 0) {
                digest.update(block.flip());
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    private static MessageDigest digester(String algorithm) {
        try {
            return MessageDigest.getInstance(algorithm);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("this JDK lacks " + algorithm, e);
        }
    }
}
