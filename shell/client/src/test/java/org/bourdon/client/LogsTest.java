package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LogsTest {

    @TempDir
    Path folder;

    private Home home;

    @BeforeEach
    void begin() throws ClientException {
        home = new Home(folder.resolve("h"));
        home.create();
    }

    @Test
    void the_last_lines_come_from_older_files_too() throws IOException {
        write(home.log().resolveSibling("bourdon.log.1"), "one\ntwo\n");
        write(home.log(), "three\nfour\n");

        assertThat(new ClientRig(home).run("daemon", "logs", "-n", "3").text()).isEqualTo("two\nthree\nfour\n");
        assertThat(new ClientRig(home).run("daemon", "logs").text()).isEqualTo("one\ntwo\nthree\nfour\n");
        assertThat(new ClientRig(home).run("daemon", "logs", "-n", "0").text()).isEmpty();
    }

    @Test
    void lines_come_as_json_with_their_parts() throws IOException {
        write(home.log(), "2026-11-27 08:00:00.123 WARN  [lane-onnx-cpu0] Lane: \"it\" took long: 3 s\n\tat x.Y.z\n");

        assertThat(new ClientRig(home).run("daemon", "logs", "--json").text()).isEqualTo("""
                {"time":"2026-11-27 08:00:00.123","level":"WARN","thread":"lane-onnx-cpu0","logger":"Lane","message":"\\"it\\" took long: 3 s"}
                {"message":"\\tat x.Y.z"}
                """);
    }

    @Test
    void following_goes_on_in_the_next_file_and_ends_with_the_home() throws IOException {
        write(home.log(), "one\n");
        var seen = new ByteArrayOutputStream();
        var following = CompletableFuture.supplyAsync(() -> new ClientRig(home).runInto(Channels.newChannel(seen), seen, "daemon", "logs", "-f"),
                Thread::startVirtualThread);
        await(seen, "one\n");

        append("two, in tw");
        append("o parts\n");
        await(seen, "one\ntwo, in two parts\n");
        append("last of the old\n");
        Files.move(home.log(), home.log().resolveSibling("bourdon.log.1"));
        write(home.log(), "first of the new\n");
        await(seen, "one\ntwo, in two parts\nlast of the old\nfirst of the new\n");

        Trees.remove(home.path());
        assertThat(following.join().code()).isZero();
    }

    @Test
    void without_a_log_that_is_said() {
        var ran = new ClientRig(new Home(folder.resolve("none"))).run("daemon", "logs");

        assertThat(ran.code()).isEqualTo(4);
        assertThat(ran.err()).contains("there is no log in").hasLineCount(1);
    }

    private static void await(ByteArrayOutputStream seen, String text) {
        Await.that("the log shows " + text, Duration.ofSeconds(20), () -> seen.toString(StandardCharsets.UTF_8).equals(text));
    }

    private void append(String text) throws IOException {
        Files.writeString(home.log(), text, StandardOpenOption.APPEND);
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
    }
}
