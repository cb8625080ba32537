package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;

/** Tables as NumPy writes them: a zip with a {@code .npy} file for each speaker, as in {@code voices-v1.0.bin}. */
final class NpzStyles implements Styles {

    private static final String ENDING = ".npy";

    private final Path file;
    private final ZipFile zip;
    private final List<String> speakers;

    private NpzStyles(Path file, ZipFile zip, List<String> speakers) {
        this.file = file;
        this.zip = zip;
        this.speakers = speakers;
    }

    /** Reads the directory of the zip alone. */
    static NpzStyles open(Path file) throws IOException {
        ZipFile zip = new ZipFile(file.toFile());
        try {
            List<String> speakers = Collections.list(zip.entries()).stream().map(ZipEntry::getName).filter(name -> name.endsWith(ENDING))
                    .map(name -> name.substring(0, name.length() - ENDING.length())).toList();
            Optional<String> odd = speakers.stream().filter(name -> !name.matches("[A-Za-z0-9_.-]{1,100}")).findFirst();
            if (odd.isPresent() || speakers.isEmpty() || speakers.size() > MOST_SPEAKERS) {
                throw new IOException(file.getFileName() + (odd.isPresent() ? " has a speaker called '" + odd.get() + "'; letters, digits and _ . - are valid"
                        : " holds " + speakers.size() + " speakers; 1 to " + MOST_SPEAKERS + " are valid"));
            }
            return new NpzStyles(file, zip, speakers);
        } catch (IOException | RuntimeException e) {
            zip.close();
            throw e;
        }
    }

    @Override
    public List<String> speakers() {
        return speakers;
    }

    @Override
    public float[] row(String speaker, int symbols) throws IOException {
        String name = file.getFileName() + ": " + speaker + ENDING;
        ZipEntry entry = zip.getEntry(speaker + ENDING);
        if (entry == null) {
            throw new IOException(name + " is not there");
        }
        try (InputStream in = zip.getInputStream(entry)) {
            NpyHeader header = NpyHeader.read(in, name);
            if (entry.getSize() != header.bytes() + (long) header.rows() * ROW_BYTES) {
                throw new IOException(name + " has " + entry.getSize() + " bytes and should have " + (header.bytes() + (long) header.rows() * ROW_BYTES));
            }
            in.skipNBytes((long) Styles.rowNumber(symbols, header.rows()) * ROW_BYTES);
            byte[] bytes = in.readNBytes(ROW_BYTES);
            if (bytes.length < ROW_BYTES) {
                throw new IOException(name + " ends early");
            }
            float[] row = new float[WIDTH];
            ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(row);
            return row;
        }
    }

    @Override
    public void close() throws IOException {
        zip.close();
    }
}
