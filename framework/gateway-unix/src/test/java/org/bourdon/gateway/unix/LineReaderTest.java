package org.bourdon.gateway.unix;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.Channels;
import java.nio.channels.ReadableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LineReaderTest {

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100_000})
    void lines_come_whole_however_they_arrive(int bytesAtATime) throws IOException {
        String longLine = "x".repeat(20_000);
        LineReader reader = reader("one\n\ntwo\n" + longLine + "\nthree\nunfinished", bytesAtATime, 50_000);

        assertThat(linesOf(reader)).containsExactly("one", "", "two", longLine, "three", "END");
    }

    @Test
    void a_line_may_be_as_long_as_the_longest() throws IOException {
        String longest = "x".repeat(10_000);

        assertThat(linesOf(reader(longest + "\nnext\n", 4_096, 10_000))).containsExactly(longest, "next", "END");
    }

    @Test
    void a_line_over_the_longest_is_not_read_to_its_end() throws IOException {
        String line = "x".repeat(10_001);

        assertThat(linesOf(reader(line + "\n", 4_096, 10_000))).containsExactly("TOO_LONG");
        assertThat(linesOf(reader("x".repeat(1_000_000), 4_096, 10_000))).containsExactly("TOO_LONG");
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 7, 100_000})
    void what_a_line_announces_comes_whole_and_the_next_line_after_it(int bytesAtATime) throws IOException {
        String payload = "a\nb\n".repeat(10_000);
        LineReader reader = reader("one\n" + payload + "two\n\nthree\nxy", bytesAtATime, 50_000);

        assertThat(reader.next()).isEqualTo(LineReader.Result.LINE);
        assertThat(reader.payload(payload.length())).hasValueSatisfying(bytes -> assertThat(new String(bytes, StandardCharsets.UTF_8)).isEqualTo(payload));
        assertThat(reader.next()).isEqualTo(LineReader.Result.LINE);
        assertThat(new String(reader.bytes(), 0, reader.lineLength(), StandardCharsets.UTF_8)).isEqualTo("two");
        assertThat(reader.payload(1)).hasValueSatisfying(bytes -> assertThat(bytes).containsExactly('\n'));
        assertThat(reader.next()).isEqualTo(LineReader.Result.LINE);
        assertThat(reader.payload(3)).as("with one byte missing").isEmpty();
        assertThat(linesOf(reader)).containsExactly("END");
    }

    private static List<String> linesOf(LineReader reader) throws IOException {
        List<String> lines = new ArrayList<>();
        while (true) {
            LineReader.Result result = reader.next();
            if (result != LineReader.Result.LINE) {
                lines.add(result.name());
                return lines;
            }
            lines.add(new String(reader.bytes(), 0, reader.lineLength(), StandardCharsets.UTF_8));
        }
    }

    private static LineReader reader(String text, int bytesAtATime, int longest) {
        ReadableByteChannel whole = Channels.newChannel(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
        ReadableByteChannel slow = new ReadableByteChannel() {
            @Override
            public int read(ByteBuffer target) throws IOException {
                ByteBuffer part = target.slice(target.position(), Math.min(bytesAtATime, target.remaining()));
                int read = whole.read(part);
                target.position(target.position() + Math.max(0, read));
                return read;
            }

            @Override
            public boolean isOpen() {
                return whole.isOpen();
            }

            @Override
            public void close() throws IOException {
                whole.close();
            }
        };
        return new LineReader(slow, longest);
    }
}
