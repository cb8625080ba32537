package org.bourdon.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.LoggerContext;
import ch.qos.logback.classic.spi.LoggingEvent;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {

    private static final int LIMIT = 2000;

    @TempDir
    Path folder;

    private final LoggerContext context = new LoggerContext();
    private LogFile log;

    @AfterEach
    void close() {
        log.stop();
    }

    @Test
    void a_line_says_when_who_and_what() throws IOException {
        open(folder.resolve("log"));

        say("hello");

        assertThat(Files.readString(folder.resolve("log")))
                .matches("\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d:\\d\\d\\.\\d{3} INFO  \\[" + Thread.currentThread().getName() + "] Speaker: hello\n");
    }

    @Test
    void files_are_limited_in_size_and_number() throws IOException {
        open(folder.resolve("log"));

        for (int i = 0; i < 1000; i++) {
            say("line " + i);
        }

        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.sorted().toList();
            assertThat(all).extracting(file -> file.getFileName().toString()).containsExactly("log", "log.1", "log.2");
            assertThat(all).allSatisfy(file -> assertThat(Files.size(file)).as("bytes of " + file).isLessThanOrEqualTo(LIMIT));
        }
        assertThat(Files.readString(folder.resolve("log"))).contains("line 999");
        assertThat(log.dropped()).isZero();
    }

    @Test
    void a_line_that_cannot_be_written_is_counted_and_the_next_one_tells() throws IOException {
        Path later = folder.resolve("later");
        open(later.resolve("log"));

        say("lost");
        say("lost too");
        assertThat(log.dropped()).isEqualTo(2);
        Files.createDirectory(later);
        say("here again");

        assertThat(Files.readAllLines(later.resolve("log"))).satisfiesExactly(
                first -> assertThat(first).endsWith("2 log lines could not be written and are lost"),
                second -> assertThat(second).endsWith("here again"));
    }

    @Test
    void an_interrupted_thread_loses_at_most_its_own_line() throws IOException {
        open(folder.resolve("log"));

        Thread.currentThread().interrupt();
        say("perhaps lost");
        assertThat(Thread.interrupted()).as("still interrupted").isTrue();
        say("there");

        assertThat(Files.readString(folder.resolve("log"))).endsWith("there\n");
    }

    @Test
    void an_endless_message_is_cut() throws IOException {
        open(folder.resolve("log"));

        say("x".repeat(1_000_000));

        assertThat(Files.size(folder.resolve("log"))).isLessThan(20_000);
    }

    private void open(Path file) {
        log = new LogFile(file, LIMIT, 2);
        log.setContext(context);
        log.start();
    }

    private void say(String message) {
        log.doAppend(new LoggingEvent("", context.getLogger("org.example.Speaker"), Level.INFO, message, null, null));
    }
}
