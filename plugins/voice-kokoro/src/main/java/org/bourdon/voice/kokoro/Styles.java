package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.util.List;

/** The styles of a voice's speakers: for each a table with a row for each length of a sentence. Rows are read as they are needed. */
interface Styles extends AutoCloseable {

    /** Numbers a row. */
    int WIDTH = 256;
    int ROW_BYTES = WIDTH * Float.BYTES;
    /** The published model has 510 rows, an earlier one 511. */
    int MOST_ROWS = 4_096;
    int MOST_SPEAKERS = 4_096;

    /** In the order of their numbers. */
    List<String> speakers();

    /**
     * The row for a sentence.
     *
     * @param symbols how many the sentence has; lengths beyond the table take its first or last row
     * @throws IOException with one line that names the file and what is wrong
     */
    float[] row(String speaker, int symbols) throws IOException;

    @Override
    void close() throws IOException;

    /** The mixture's row. */
    default float[] row(Blend blend, int symbols) throws IOException {
        float[] mixed = new float[WIDTH];
        for (Blend.Part part : blend.parts()) {
            float[] row = row(part.speaker(), symbols);
            for (int i = 0; i < WIDTH; i++) {
                mixed[i] += (float) (part.share() * row[i]);
            }
        }
        return mixed;
    }

    static int rowNumber(int symbols, int rows) {
        return Math.clamp(symbols - 1L, 0, rows - 1);
    }
}
