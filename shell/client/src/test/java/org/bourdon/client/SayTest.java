package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.channels.Pipe;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.bourdon.client.sound.FileFormat;
import org.bourdon.client.sound.FileOutput;
import org.bourdon.client.sound.Player;
import org.bourdon.client.sound.PlayerOutput;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import com.fasterxml.jackson.jr.stree.JrsObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SayTest {

    private static final byte[] PIECE = noise(6400);

    @TempDir
    Path folder;

    private Home home;
    private FakeDaemon daemon;
    private ClientRig client;

    @BeforeEach
    void begin() {
        home = new Home(folder.resolve("home"));
        daemon = new FakeDaemon(home);
        client = new ClientRig(home);
    }

    @AfterEach
    void end() {
        daemon.close();
    }

    @Test
    void a_file_holds_the_samples_and_their_true_sizes() throws IOException {
        daemon.speaks(PIECE, PIECE, new byte[2]);
        Path wav = folder.resolve("hello.wav");

        var ran = client.run("say", "Hello", "from", "Bourdon.", "-o", wav.toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
        ByteBuffer file = ByteBuffer.wrap(Files.readAllBytes(wav)).order(ByteOrder.LITTLE_ENDIAN);
        int data = 2 * PIECE.length + 2;
        assertThat(file.limit()).isEqualTo(44 + data);
        assertThat(file.getInt(4)).as("RIFF size").isEqualTo(36 + data);
        assertThat(file.getInt(24)).as("sample rate").isEqualTo(FakeDaemon.RATE);
        assertThat(file.getInt(40)).as("data size").isEqualTo(data);
        assertThat(file.slice(44, PIECE.length)).isEqualTo(ByteBuffer.wrap(PIECE));
        assertThat(spoken()).isEqualTo("Hello from Bourdon.");
    }

    @Test
    void a_raw_file_holds_the_samples_only() throws IOException {
        daemon.speaks(PIECE);
        Path raw = folder.resolve("hello.s16");

        client.run("say", "Hello.", "--raw", "-o", raw.toString());

        assertThat(Files.readAllBytes(raw)).isEqualTo(PIECE);
    }

    @ParameterizedTest
    @CsvSource({"x.flac,,flac,file", "x.MP3,,mp3,file", "x.opus,,opus,file", "x.ogg,,opus,file", "x,flac,flac,file", "x.wav,mp3,mp3,file", "-,opus,opus,live",
        "/dev/null,flac,flac,live"})
    void a_format_is_asked_for_by_the_file_s_ending_or_by_name(String target, String format, String asked, String packing) {
        daemon.answers((_, wire) -> wire.startedIn(asked).audio(PIECE).done(3));
        Path path = folder.resolve(target);

        var ran = client.run(Stream.concat(Stream.of("say", "Hello.", "-o", target.equals("-") ? "-" : path.toString()),
                Optional.ofNullable(format).stream().flatMap(name -> Stream.of("--format", name))).toArray(String[]::new));

        assertThat(ran.code()).as(ran.err()).isZero();
        var params = Json.member(daemon.requests().getFirst(), "params");
        assertThat(Json.string(params, "format")).contains(asked);
        assertThat(Json.string(params, "packing")).contains(packing);
        if (packing.equals("file")) {
            assertThat(path).hasBinaryContent(PIECE);
        }
    }

    @Test
    void encoded_bytes_are_written_as_they_come_and_the_head_over_the_beginning() throws IOException {
        daemon.answers((_, wire) -> wire.startedIn("flac").audio(new byte[] {1, 2, 3, 4, 5}).audio(new byte[] {6, 7}).head(new byte[] {9, 8}).done(7_000));
        Path flac = folder.resolve("x.flac");

        assertThat(client.run("say", "Hello.", "-o", flac.toString()).code()).isZero();
        assertThat(flac).hasBinaryContent(new byte[] {9, 8, 3, 4, 5, 6, 7});
    }

    @Test
    void plain_samples_are_asked_for_without_a_word_about_formats() {
        daemon.speaks(PIECE);

        client.run("say", "Hello.", "-o", folder.resolve("x.pcm").toString());

        assertThat(folder.resolve("x.pcm")).hasBinaryContent(PIECE);
        assertThat(Json.string(Json.member(daemon.requests().getFirst(), "params"), "format")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"x.doc", "x", "x.", ".wav/x"})
    void a_name_that_does_not_say_its_format_is_wrong_use(String name) {
        assertRefused(client.run("say", "Hello.", "-o", folder.resolve(name).toString()), ExitCode.USAGE, "end it with .wav, .flac, .mp3");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void a_stream_says_that_its_length_is_not_known() {
        daemon.speaks(PIECE);

        var ran = client.run("say", "Hello.", "-o", "-");

        ByteBuffer out = ByteBuffer.wrap(ran.out()).order(ByteOrder.LITTLE_ENDIAN);
        assertThat(out.getInt(4)).isEqualTo(0xFFFF_FFFF);
        assertThat(out.getInt(40)).isEqualTo(0xFFFF_FFFF);
        assertThat(ran.out()).hasSize(44 + PIECE.length);
    }

    @Test
    void a_raw_stream_is_the_samples() {
        daemon.speaks(PIECE);

        assertThat(client.run("say", "Hello.", "-o", "-", "--raw").out()).isEqualTo(PIECE);
    }

    @Test
    void options_reach_the_daemon() {
        daemon.speaks(PIECE);

        client.run("say", "Hello.", "-o", "-", "-v", "en_US-tenor", "--speaker", "anna", "--speed", "1.25");

        var params = Json.member(daemon.requests().getFirst(), "params");
        assertThat(Json.string(params, "voice")).contains("en_US-tenor");
        assertThat(Json.string(params, "speaker")).contains("anna");
        assertThat(Json.decimal(params, "speed", 0)).isEqualTo(1.25);
    }

    @Test
    void figures_come_as_one_json_object() throws IOException {
        daemon.speaks(PIECE);
        Path wav = folder.resolve("hello.wav");

        var ran = client.run("say", "Hello.", "--json", "-o", wav.toString());

        var figures = Json.object(ran.out(), 0, ran.out().length);
        assertThat(Json.number(figures, "samples", 0)).isEqualTo(PIECE.length / 2);
        assertThat(Json.number(figures, "sample_rate", 0)).isEqualTo(FakeDaemon.RATE);
        assertThat(Json.string(figures, "voice")).contains("en_US-bourdon");
        assertThat(Json.decimal(figures, "ttfa_ms", 0)).isEqualTo(4.2);
        assertThat(Json.string(figures, "file")).contains(wav.toString());
    }

    @Test
    void a_text_is_piped_in() {
        daemon.speaks(PIECE);

        client.piping("Grüße, 世界 🌍\n".getBytes(StandardCharsets.UTF_8)).run("say", "-o", "-");

        assertThat(spoken()).isEqualTo("Grüße, 世界 🌍\n");
    }

    @Test
    void a_text_is_read_from_a_file() throws IOException {
        daemon.speaks(PIECE);
        Path text = Files.writeString(folder.resolve("text.txt"), "\uFEFFFrom a file.");

        client.run("say", "-f", text.toString(), "-o", "-");

        assertThat(spoken()).as("without the byte order mark").isEqualTo("From a file.");
    }

    @Test
    void bytes_that_are_not_utf_8_are_refused_with_their_place() {
        var ran = client.piping(new byte[] {'a', 'b', (byte) 0xC3, '('}).run("say", "-", "-o", "-");

        assertRefused(ran, ExitCode.INPUT, "standard input is not UTF-8 (at byte 2)");
    }

    @Test
    void an_empty_text_is_refused() {
        assertRefused(client.run("say", " ", "-o", "-"), ExitCode.INPUT, "the text is empty");
        assertRefused(client.run("say", "-o", "-"), ExitCode.INPUT, "the text is empty");
    }

    @Test
    void a_text_over_the_limit_is_refused_before_anything_is_sent() {
        byte[] text = "a".repeat(1_000_001).getBytes(StandardCharsets.UTF_8);

        assertRefused(client.piping(text).run("say", "-o", "-"), ExitCode.INPUT, "at most 1,000,000 characters");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void a_text_at_the_limit_is_spoken() {
        daemon.speaks(PIECE);

        var ran = client.piping("a".repeat(1_000_000).getBytes(StandardCharsets.UTF_8)).run("say", "-o", "-");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(spoken()).hasSize(1_000_000);
    }

    @Test
    void a_folder_that_is_not_there_is_found_out_before_the_daemon_is_asked() {
        assertRefused(client.run("say", "Hello.", "-o", folder.resolve("none/x.wav").toString()), ExitCode.OUTPUT, "there is no folder");
        assertRefused(client.run("say", "Hello.", "-o", folder.toString()), ExitCode.OUTPUT, "it is a folder");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void an_error_of_the_daemon_leaves_no_file_and_the_old_one_alone() throws IOException {
        daemon.answers((_, wire) -> wire.started().audio(PIECE).error(1009, "ENGINE_FAILED", "the engine gave up"));
        Path wav = Files.writeString(folder.resolve("old.wav"), "old");

        var ran = client.run("say", "Hello.", "-o", wav.toString());

        assertRefused(ran, ExitCode.DAEMON_FAILED, "the engine gave up");
        assertThat(wav).hasContent("old");
        assertThat(files()).containsExactlyInAnyOrder("home", "old.wav");
    }

    @Test
    void who_stands_in_is_said_on_standard_error_and_strictness_reaches_the_daemon() {
        daemon.answers((_, wire) -> wire.startedInstead("engine 'djl' is not running").mark(0).audio(PIECE).done(PIECE.length / 2));

        var ran = client.run("say", "Hello.", "-o", "-", "--engine", "djl");

        assertThat(ran.code()).isZero();
        assertThat(ran.err()).isEqualTo("bourdon: engine 'djl' is not running\n");
        JrsObject asked = Json.member(daemon.requests().getFirst(), "params");
        assertThat(Json.string(asked, "engine")).contains("djl");
        assertThat(asked.get("strict")).isNull();
        daemon.speaks(PIECE);
        client.run("say", "Hello.", "-o", "-", "--strict");
        assertThat(Json.member(daemon.requests().getLast(), "params").get("strict")).isNotNull();
    }

    @Test
    void each_error_has_its_exit_code() {
        daemon.answers((_, wire) -> wire.error(1004, "VOICE_NOT_FOUND", "no voice 'x'"))
                .answers((_, wire) -> wire.error(1005, "VOICE_BROKEN", "damaged"))
                .answers((_, wire) -> wire.error(-32602, "INVALID_REQUEST", "speed must lie between 0.5 and 2"))
                .answers((_, wire) -> wire.error(1010, "BUSY", "too many"))
                .answers((_, wire) -> wire.result("{\"outcome\":\"cancelled\",\"reason\":\"ASKED\"}"));

        var codes = Stream.generate(() -> client.run("say", "Hello.", "-o", "-").code()).limit(5).toList();

        assertThat(codes).containsExactly(3, 3, 2, 1, 1);
    }

    @Test
    void a_daemon_that_dies_in_between_leaves_nothing_half_written() throws IOException {
        daemon.answers((_, wire) -> wire.started().audio(PIECE).line("{\"jsonrpc\":\"2.0\",\"method\":\"audio\",\"params\":{\"payload_length\":99999}}").die());

        var ran = client.run("say", "Hello.", "-o", folder.resolve("x.wav").toString());

        assertRefused(ran, ExitCode.DAEMON_GONE, "the daemon went away before it was done");
        assertThat(files()).containsExactly("home");
    }

    @Test
    void something_else_on_the_socket_is_noticed() {
        daemon.greets("HTTP/1.1 400 Bad Request");

        assertRefused(client.run("say", "Hello.", "-o", "-"), ExitCode.DAEMON_GONE, "does not speak the daemon's protocol");
    }

    @Test
    void garbage_in_the_answer_is_noticed() {
        daemon.answers((_, wire) -> wire.line("{\"jsonrpc\":"));

        assertRefused(client.run("say", "Hello.", "-o", "-"), ExitCode.DAEMON_GONE, "does not speak the daemon's protocol");
    }

    @Test
    void a_daemon_that_stands_still_is_not_waited_for_for_ever() throws Exception {
        daemon.answers((_, wire) -> wire.started());
        try (var silent = Rpc.greeted(Connection.open(home.socket()))) {
            silent.send("speak", params -> params.writeStringField("text", "Hello."));
            silent.connection().readLine(Duration.ofSeconds(20), "the start");

            var failure = catchThrowable(() -> silent.connection().readLine(Duration.ofMillis(50), "speech"));

            assertThat(failure).hasMessage("the daemon does not answer; waited in vain for speech");
        }
    }

    @Test
    void lost_samples_are_noticed() {
        daemon.answers((_, wire) -> wire.started().audio(PIECE).done(9999));

        assertRefused(client.run("say", "Hello.", "-o", "-"), ExitCode.DAEMON_GONE, "of 9999 samples 3200 arrived");
    }

    @Test
    void a_reader_who_has_had_enough_ends_it_quietly() throws IOException {
        daemon.answers((_, wire) -> {
            wire.started();
            for (int i = 0; i < 1000; i++) {
                wire.audio(PIECE);
            }
            wire.done(3200L * 1000);
        });
        var pipe = Pipe.open();
        pipe.source().close();

        var ran = client.runInto(pipe.sink(), new ByteArrayOutputStream(), "say", "Hello.", "-o", "-");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).isEmpty();
    }

    static boolean hasFullDevice() {
        return Files.exists(Path.of("/dev/full"));
    }

    @Test
    @EnabledIf("hasFullDevice")
    void a_full_disk_is_one_clear_line() throws IOException {
        daemon.speaks(PIECE);

        assertRefused(client.run("say", "Hello.", "-o", "/dev/full"), ExitCode.OUTPUT, "No space left on device");
        try (var full = FileChannel.open(Path.of("/dev/full"), StandardOpenOption.WRITE)) {
            assertRefused(client.runInto(full, new ByteArrayOutputStream(), "say", "Hello.", "-o", "-"), ExitCode.OUTPUT, "No space left on device");
        }
    }

    @Test
    void speech_longer_than_a_wav_file_can_hold_is_refused() throws Exception {
        Path wav = folder.resolve("long.wav");
        var output = FileOutput.at(wav, FileFormat.WAV, 10);
        output.begin(8000);
        output.write(ByteBuffer.allocate(10));

        assertThat(catchThrowable(() -> output.write(ByteBuffer.allocate(2)))).hasMessageContaining("4 GiB");

        output.abandon();
        assertThat(files()).containsExactly("home");
    }

    @Test
    void an_interruption_cancels_the_request_and_removes_the_file() throws Exception {
        var underWay = new CountDownLatch(1);
        daemon.answers((_, wire) -> {
            wire.started().audio(PIECE);
            underWay.countDown();
        }).on("cancel", (_, wire) -> wire.die());
        // On a thread of its own: on two cores the common pool has one, and the tests' HTTP clients wait for it.
        var running = CompletableFuture.supplyAsync(() -> client.run("say", "Hello.", "-o", folder.resolve("x.wav").toString()),
                Thread::startVirtualThread);
        assertThat(underWay.await(20, TimeUnit.SECONDS)).as("the speech began").isTrue();

        client.interruption().interrupt();

        Await.that("the daemon is told", Duration.ofSeconds(20), () -> daemon.requests().size() == 2);
        assertThat(Json.string(daemon.requests().getLast(), "method")).contains("cancel");
        assertThat(files()).containsExactly("home");
        assertThat(running).succeedsWithin(Duration.ofSeconds(20));
    }

    @Test
    void a_link_is_followed_and_stays_a_link() throws IOException {
        daemon.speaks(PIECE);
        Path real = Files.writeString(folder.resolve("real.wav"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.wav"), real);

        client.run("say", "Hello.", "-o", link.toString());

        assertThat(Files.isSymbolicLink(link)).isTrue();
        assertThat(real).hasSize(44 + PIECE.length);
    }

    @Test
    void options_that_do_not_go_together_are_wrong_use() {
        assertRefused(client.run("say", "Hello.", "-o", "-", "--json"), ExitCode.USAGE, "both want standard output");
        assertRefused(client.run("say", "Hello.", "--raw"), ExitCode.USAGE, "--raw goes with -o");
        assertRefused(client.run("say", "Hello.", "--format", "mp3"), ExitCode.USAGE, "--format goes with -o");
        assertRefused(client.run("say", "Hello.", "-o", "-", "--format", "mp3", "--raw"), ExitCode.USAGE, "not both");
        assertRefused(client.run("say", "Hello.", "-f", "x", "-o", "-"), ExitCode.USAGE, "not both");
        assertRefused(client.run("say", "Hello.", "-o", "-", "--speed", "fast"), ExitCode.USAGE, "fast");
        assertRefused(client.run("say", "Hello.", "-o", "-", "--speed", "0"), ExitCode.USAGE, "above 0");
        assertRefused(client.run("say", "--nonsense"), ExitCode.USAGE, "see 'bourdon say --help'");
        assertRefused(new ClientRig(home).onTerminal("0").run("say", "-o", "-"), ExitCode.USAGE, "nothing to say");
        assertRefused(new ClientRig(home).onTerminal("1").run("say", "Hello.", "-o", "-"), ExitCode.USAGE, "which is a terminal");
    }

    @Test
    void without_a_player_it_says_how_to_get_a_file() {
        assertRefused(client.run("say", "Hello."), ExitCode.OUTPUT, "-o FILE");
        assertThat(daemon.requests()).isEmpty();
    }

    @Test
    void a_player_gets_the_samples() throws IOException {
        daemon.speaks(PIECE, PIECE);
        Path heard = folder.resolve("heard");
        player("exec cat >" + heard);

        var ran = client.run("say", "Hello.");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(heard).hasSize(2L * PIECE.length);
    }

    @Test
    void a_player_that_gives_up_is_named_with_its_reason() throws IOException {
        daemon.answers((_, wire) -> {
            wire.started();
            for (int i = 0; i < 1000; i++) {
                wire.audio(PIECE);
            }
            wire.done(3200L * 1000);
        });
        player("echo 'Connection refused' >&2; exit 1");

        assertRefused(client.run("say", "Hello."), ExitCode.OUTPUT, "gave up (Connection refused)");
    }

    @Test
    void a_player_that_stands_still_is_ended() throws Exception {
        var player = new Player.Found(Player.PACAT, script("exec sleep 100"));
        var output = new PlayerOutput(player, Duration.ofMillis(300));
        output.begin(8000);

        var failure = catchThrowable(() -> output.write(ByteBuffer.allocate(4 << 20)));

        assertThat(failure).isInstanceOf(ClientException.class).hasMessageContaining("stands still");
    }

    @Test
    void progress_is_for_terminals_only() {
        daemon.speaks(PIECE);

        assertThat(client.run("say", "Hello.", "-o", "-").err()).isEmpty();
    }

    private void player(String body) throws IOException {
        Path program = script(body);
        client.with("PATH", program.getParent().toString()).with("PULSE_SERVER", "unix:/somewhere");
    }

    private Path script(String body) throws IOException {
        Path program = Files.createDirectories(folder.resolve("bin")).resolve("pacat");
        Files.writeString(program, "#!/bin/sh\nPATH=/usr/bin:/bin\n" + body + "\n");
        assertThat(program.toFile().setExecutable(true)).isTrue();
        return program;
    }

    private String spoken() {
        return Json.string(Json.member(daemon.requests().getFirst(), "params"), "text").orElseThrow();
    }

    private List<String> files() throws IOException {
        try (var files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).toList();
        }
    }

    private static void assertRefused(ClientRig.Ran ran, ExitCode code, String message) {
        assertThat(ran.err()).as("standard error").startsWith("bourdon: ").contains(message).hasLineCount(1);
        assertThat(ran.code()).as(ran.err()).isEqualTo(code.number());
    }

    private static byte[] noise(int length) {
        var bytes = new byte[length];
        new Random(7).nextBytes(bytes);
        return bytes;
    }
}
