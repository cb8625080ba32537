package org.bourdon.voice.kokoro;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.bourdon.engine.contract.OnnxGraphs;

/** Files as they are published, small where that makes no difference. The style of a speaker in a row is {@code 1000 × seed + row}, 256 times. */
final class Published {

    static final int ROWS = 510;

    private Published() {
    }

    static Path model(Path folder, String tokens, String audio, boolean wholeSpeed, int axes) throws IOException {
        return Files.write(folder.resolve("kokoro.onnx"), OnnxGraphs.kokoro(tokens, audio, wholeSpeed, axes, axes == 2));
    }

    static Path sideFile(Path folder, String content) throws IOException {
        return Files.writeString(folder.resolve("kokoro.kokoro.json"), content);
    }

    /** Speakers have the seeds 1, 2, …. */
    static Path npz(Path file, String... speakers) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            for (int i = 0; i < speakers.length; i++) {
                put(zip, speakers[i] + ".npy", npy("<f4", "False", "(510, 1, 256)", table(i + 1, ROWS)));
            }
        }
        return file;
    }

    static Path npz(Path file, String speaker, byte[] npy) throws IOException {
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
            put(zip, speaker + ".npy", npy);
        }
        return file;
    }

    private static void put(ZipOutputStream zip, String name, byte[] content) throws IOException {
        CRC32 crc = new CRC32();
        crc.update(content);
        ZipEntry entry = new ZipEntry(name);
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(content.length);
        entry.setCrc(crc.getValue());
        zip.putNextEntry(entry);
        zip.write(content);
    }

    static byte[] npy(String type, String order, String shape, byte[] table) {
        String header = "{'descr': '" + type + "', 'fortran_order': " + order + ", 'shape': " + shape + ", }";
        String padded = header + " ".repeat(64 - (10 + header.length() + 1) % 64) + "\n";
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.writeBytes(new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) padded.length(), (byte) (padded.length() >> 8)});
        out.writeBytes(padded.getBytes(StandardCharsets.ISO_8859_1));
        out.writeBytes(table);
        return out.toByteArray();
    }

    static byte[] table(int seed, int rows) {
        ByteBuffer bytes = ByteBuffer.allocate(rows * Styles.ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        for (int row = 0; row < rows; row++) {
            for (int i = 0; i < Styles.WIDTH; i++) {
                bytes.putFloat(1_000 * seed + row);
            }
        }
        return bytes.array();
    }
}
