package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Tables as bare little-endian floats: a file for each speaker, or all of them in one, one after the other. */
final class RawStyles implements Styles {

    /** Where a speaker's table lies. */
    private record Table(Path file, long from, int rows) {
    }

    private static final String ENDING = ".bin";

    private final Map<String, Table> tables;

    private RawStyles(Map<String, Table> tables) {
        this.tables = tables;
    }

    /** A file for each speaker, named after it: {@code af_heart.bin}. */
    static RawStyles inFolder(Path folder) throws IOException {
        Map<String, Table> tables = new LinkedHashMap<>();
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(ENDING) && Files.isRegularFile(file)).sorted()
                    .limit(MOST_SPEAKERS + 1L).toList();
        }
        if (files.isEmpty() || files.size() > MOST_SPEAKERS) {
            throw new IOException("the folder " + folder.getFileName() + " has " + (files.isEmpty() ? "no" : "more than " + MOST_SPEAKERS)
                    + " files that end in " + ENDING);
        }
        for (Path file : files) {
            String name = file.getFileName().toString();
            tables.put(name.substring(0, name.length() - ENDING.length()), new Table(file, 0, rows(file, Files.size(file))));
        }
        return new RawStyles(tables);
    }

    /** All tables in one file, in the order of the names. */
    static RawStyles inFile(Path file, List<String> names) throws IOException {
        long size = Files.size(file);
        if (size % names.size() != 0) {
            throw new IOException(file.getFileName() + " has " + size + " bytes, which are no " + names.size() + " tables of the same size");
        }
        long each = size / names.size();
        int rows = rows(file, each);
        Map<String, Table> tables = new LinkedHashMap<>();
        for (String name : names) {
            tables.put(name, new Table(file, tables.size() * each, rows));
        }
        return new RawStyles(tables);
    }

    private static int rows(Path file, long bytes) throws IOException {
        if (bytes % ROW_BYTES != 0 || bytes < ROW_BYTES || bytes > (long) MOST_ROWS * ROW_BYTES) {
            throw new IOException(file.getFileName() + " has a table of " + bytes + " bytes; 1 to " + MOST_ROWS + " rows of " + ROW_BYTES
                    + " bytes are valid (the published ones take 522240)");
        }
        return (int) (bytes / ROW_BYTES);
    }

    @Override
    public List<String> speakers() {
        return new ArrayList<>(tables.keySet());
    }

    @Override
    public float[] row(String speaker, int symbols) throws IOException {
        Table table = tables.get(speaker);
        ByteBuffer bytes = ByteBuffer.allocate(ROW_BYTES).order(ByteOrder.LITTLE_ENDIAN);
        try (FileChannel channel = FileChannel.open(table.file())) {
            long from = table.from() + (long) Styles.rowNumber(symbols, table.rows()) * ROW_BYTES;
            while (bytes.hasRemaining()) {
                int read = channel.read(bytes, from + bytes.position());
                if (read < 0) {
                    throw new IOException(table.file().getFileName() + " became shorter while the voice was open");
                }
            }
        }
        float[] row = new float[WIDTH];
        bytes.flip().asFloatBuffer().get(row);
        return row;
    }

    @Override
    public void close() {
        // Each row opens its file and closes it.
    }
}
