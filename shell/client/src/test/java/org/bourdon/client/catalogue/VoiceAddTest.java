package org.bourdon.client.catalogue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;

import org.bourdon.client.ClientException;
import org.bourdon.client.ClientRig;
import org.bourdon.client.ExitCode;
import org.bourdon.client.FakeDaemon;
import org.bourdon.client.Home;
import org.bourdon.client.Interruption;
import org.bourdon.client.Progress;
import org.bourdon.client.SpeakingDaemon;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Voices from a server that has the layout of the public repository, and whatever can go wrong on the way. */
@Timeout(120)
class VoiceAddTest {

    private static final String KEY = "en_GB-alba-medium";
    private static final byte[] MODEL = model(1, 300_000);
    private static final Duration SILENCE = Duration.ofSeconds(20);

    @TempDir
    Path folder;

    private final VoiceServer server = new VoiceServer();
    private final Interruption interruption = new Interruption();
    private final List<String> said = new ArrayList<>();
    private Duration silence = SILENCE;
    private Home home;
    private ClientRig client;

    @BeforeEach
    void begin() {
        home = new Home(folder.resolve("h"));
        client = new ClientRig(home).with("BOURDON_CATALOGUE", server.catalogue());
        server.offeringVoice(KEY, MODEL);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void a_voice_by_its_name_is_there_whole_with_its_card_and_says_how_to_use_it() throws Exception {
        ClientRig.Ran ran = client.run("voice", "add", KEY);

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.text()).contains("added " + KEY, "bourdon say -v " + KEY);
        assertThat(ran.err()).contains("English (Great Britain), medium, 300 kB", "licence: https://creativecommons.org/licenses/by/4.0/", "Model card for alba");
        assertThat(home.voices().resolve(KEY)).isDirectoryContaining("glob:**/MODEL_CARD").isDirectoryContaining("glob:**/" + KEY + ".onnx.json");
        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);
        assertThat(entries(home.voices())).containsExactly(KEY);
        assertThat(entries(home.cache().resolve("downloads"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"en-alba-low", "EN_gb-ALBA-medium", "en_GB-a", "en_GB-alba"})
    void another_name_or_the_beginning_will_do(String name) {
        assertThat(client.run("voice", "add", name).text()).contains("added " + KEY);
    }

    @Test
    void a_beginning_that_several_have_and_a_name_that_none_has_are_bad_input() {
        server.offeringVoice("en_GB-alan-medium", MODEL);

        ClientRig.Ran several = client.run("voice", "add", "en_GB-al");
        ClientRig.Ran slip = client.run("voice", "add", "en_GB-alva-medium");

        assertThat(several.code()).isEqualTo(3);
        assertThat(several.err()).contains("en_GB-alan-medium, en_GB-alba-medium");
        assertThat(slip.code()).isEqualTo(3);
        assertThat(slip.err()).contains("did you mean " + KEY);
        assertThat(home.voices()).doesNotExist();
    }

    @Test
    void one_that_is_there_stays_as_it_is_unless_it_is_to_be_replaced() throws Exception {
        client.run("voice", "add", KEY);
        Path model = home.voices().resolve(KEY).resolve(KEY + ".onnx");
        Files.write(model, new byte[] {1});

        ClientRig.Ran again = client.run("voice", "add", KEY);
        assertThat(again.code()).isZero();
        assertThat(again.text()).contains("is there already");
        assertThat(model).hasBinaryContent(new byte[] {1});

        assertThat(client.run("voice", "add", KEY, "--force").text()).contains("replaced " + KEY);
        assertThat(model).hasBinaryContent(MODEL);
        assertThat(entries(home.voices())).containsExactly(KEY);
    }

    @Test
    void the_json_tells_what_came() {
        assertThat(client.run("voice", "add", KEY, "--json").text()).contains("\"name\":\"" + KEY + "\"", "\"outcome\":\"added\"", "\"sample_rate\":22050",
                "\"licence\":\"https://creativecommons.org/licenses/by/4.0/\"", "\"daemon\":false", "\"problem\":null");
    }

    @Test
    void a_daemon_that_runs_is_asked_whether_it_can_speak_with_it() {
        try (var daemon = new FakeDaemon(home)) {
            daemon.answers((request, wire) -> {
                String id = SpeakingDaemon.id(request);
                if (request.get("method").asText().equals("voices")) {
                    SpeakingDaemon.result(wire, id, "{\"voices\":[{\"name\":\"" + KEY + "\"}]}");
                } else {
                    SpeakingDaemon.error(wire, id, 1007, "UNSUPPORTED");
                }
            });

            ClientRig.Ran ran = client.run("voice", "add", KEY);

            assertThat(ran.code()).isZero();
            assertThat(ran.text()).contains("but the daemon cannot speak with it: no");
        }
    }

    @Test
    void what_is_cut_off_goes_on_where_it_stopped() throws Exception {
        server.tricking(".onnx", VoiceServer.cutOffAfter(100_000));

        assertThat(add().outcome()).isEqualTo(AddedVoice.Outcome.ADDED);

        assertThat(server.requests().stream().filter(request -> request.contains(".onnx from"))).hasSize(1);
        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);
    }

    @Test
    void another_command_goes_on_where_the_first_gave_up() throws Exception {
        server.tricking(".onnx", VoiceServer.cutOffAfter(100_000), VoiceServer.status(500), VoiceServer.status(500), VoiceServer.status(500));
        assertThatThrownBy(this::add).isInstanceOf(ClientException.class).hasMessageContaining("is kept");
        assertThat(entries(home.voices())).isEmpty();

        add();

        assertThat(server.requests().getLast()).matches(".*\\.onnx from [1-9]\\d+");
        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);
    }

    @Test
    void a_server_without_ranges_starts_over() throws Exception {
        server.withoutRanges().tricking(".onnx", VoiceServer.cutOffAfter(100_000));

        add();

        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);
    }

    @Test
    void a_file_that_was_replaced_while_it_was_cut_off_is_fetched_anew() throws Exception {
        String address = "repo/loose/" + KEY + ".onnx";
        byte[] other = model(2, 200_000);
        server.offering(address, MODEL).offering(address + ".json", VoiceServer.SIDE);
        server.tricking("loose/" + KEY + ".onnx", VoiceServer.cutOffAfter(100_000),
                (exchange, _) -> {
                    server.offering(address, other);
                    exchange.sendResponseHeaders(503, -1);
                });

        add(RemoteVoice.at(server.at(address)), Disk.REAL, false);

        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(other);
    }

    @Test
    void a_server_that_fails_for_a_while_is_asked_again() throws Exception {
        server.tricking(".onnx", VoiceServer.status(500), VoiceServer.status(503)).tricking("MODEL_CARD", VoiceServer.status(429));

        assertThat(add().outcome()).isEqualTo(AddedVoice.Outcome.ADDED);
    }

    @Test
    void a_redirect_is_followed_and_one_in_a_circle_is_not() throws Exception {
        server.offering("elsewhere", MODEL).tricking(".onnx", VoiceServer.redirecting("/elsewhere"));
        add();
        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);

        for (int i = 0; i < 9; i++) {
            server.tricking("round.onnx", VoiceServer.redirecting("/x/round.onnx"));
        }
        server.offering("x/round.onnx.json", VoiceServer.SIDE);
        assertThatThrownBy(() -> add(RemoteVoice.at(server.at("x/round.onnx")), Disk.REAL, false)).hasMessageContaining("in a circle");
    }

    @Test
    void a_server_that_falls_silent_is_given_up() throws Exception {
        var over = new CountDownLatch(1);
        VoiceServer.Trick silent = (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content, 0, 10);
            exchange.getResponseBody().flush();
            try {
                over.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
        };
        server.tricking(".onnx", silent, silent, silent, silent);
        CatalogueVoice voice = voice();
        silence = Duration.ofMillis(500);

        assertThatThrownBy(() -> add(voice, Disk.REAL, false)).isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.DAEMON_FAILED))
                .hasMessageContaining("cannot fetch");
        over.countDown();
    }

    @Test
    void a_slow_server_is_waited_for() throws Exception {
        server.tricking(".onnx", (exchange, content) -> {
            exchange.sendResponseHeaders(200, content.length);
            for (int from = 0; from < content.length; from += 100_000) {
                exchange.getResponseBody().write(content, from, 100_000);
                exchange.getResponseBody().flush();
                LockSupport.parkNanos(Duration.ofMillis(200).toNanos());
            }
        });

        assertThat(add().outcome()).isEqualTo(AddedVoice.Outcome.ADDED);
    }

    @Test
    void another_size_another_content_and_a_missing_file_leave_nothing() throws Exception {
        String other = "en_GB-other-medium";
        String path = "en/en_GB/other/medium/" + other + ".onnx";
        server.offering("repo/" + path, MODEL).offering("repo/" + path + ".json", VoiceServer.SIDE);
        for (String model : List.of(VoiceServer.file(path, MODEL.length + 1, VoiceServer.hex("MD5", MODEL)), VoiceServer.file(path, MODEL.length - 1, VoiceServer.hex("MD5", MODEL)),
                VoiceServer.file(path, MODEL.length, VoiceServer.hex("MD5", new byte[0])))) {
            server.entry("\"%s\":{\"files\":{%s,%s}}".formatted(other, model, VoiceServer.file(path + ".json", VoiceServer.SIDE.getBytes(StandardCharsets.UTF_8))));
            ClientRig.Ran ran = client.run("voice", "add", other);
            assertThat(ran.code()).as(ran.err()).isEqualTo(1);
            assertThat(ran.err()).containsAnyOf("should have", "its MD5 is");
            assertNothingIsLeft();
        }
        server.tricking(".onnx", VoiceServer.status(404));
        ClientRig.Ran missing = client.run("voice", "add", KEY);
        assertThat(missing.code()).isEqualTo(1);
        assertThat(missing.err()).contains("is not there (HTTP status 404)");
        assertNothingIsLeft();
    }

    @Test
    void a_side_file_that_is_none_leaves_nothing() throws Exception {
        server.offering("x/odd.onnx", MODEL).offering("x/odd.onnx.json", "{\"audio\":{}}");
        assertThat(client.run("voice", "add", server.at("x/odd.onnx").toString()).err()).contains("lacks 'audio.sample_rate'");
        server.offering("x/page.onnx", "<html>").offering("x/page.onnx.json", VoiceServer.SIDE);
        assertThat(client.run("voice", "add", server.at("x/page.onnx").toString()).err()).contains("is not a model");
        assertNothingIsLeft();
    }

    @Test
    void an_address_brings_the_side_file_beside_it_and_no_card_is_no_trouble() throws Exception {
        server.offering("my voices/mine.onnx", MODEL).offering("my voices/mine.onnx.json", VoiceServer.SIDE);

        ClientRig.Ran ran = client.run("voice", "add", server.at("my%20voices/mine.onnx?download=true").toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("licence: not stated; it has no model card");
        assertThat(home.voices().resolve("mine/mine.onnx")).hasBinaryContent(MODEL);
        assertThat(client.run("voice", "add", server.at("mine.txt").toString()).code()).isEqualTo(3);
        assertThat(client.run("voice", "add", "ftp://127.0.0.1/mine.onnx").code()).isEqualTo(3);
    }

    @Test
    void a_full_disk_is_told_and_leaves_nothing() throws Exception {
        var full = new Disk() {
            @Override
            public WritableByteChannel append(Path file) throws IOException {
                WritableByteChannel real = Disk.super.append(file);
                return new WritableByteChannel() {
                    private long left = 50_000;

                    @Override
                    public int write(ByteBuffer bytes) throws IOException {
                        left -= bytes.remaining();
                        if (left < 0) {
                            throw new IOException("No space left on device");
                        }
                        return real.write(bytes);
                    }

                    @Override
                    public boolean isOpen() {
                        return real.isOpen();
                    }

                    @Override
                    public void close() throws IOException {
                        real.close();
                    }
                };
            }
        };
        assertThatThrownBy(() -> add(voice(), full, false)).hasMessageContaining("No space left on device")
                .isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.OUTPUT));
        assertNothingIsLeft();
    }

    @Test
    void too_little_space_is_found_before_anything_is_fetched() throws Exception {
        var small = new Disk() {
            @Override
            public long usableBytes(Path place) {
                return 1_000_000;
            }
        };
        assertThatThrownBy(() -> add(voice(), small, false)).hasMessageContaining("needs 300 kB").hasMessageContaining("1.0 MB are free");
        assertThat(server.requests()).noneMatch(request -> request.contains("alba"));
        assertNothingIsLeft();
    }

    @Test
    void a_disk_that_is_really_full_is_told() throws Exception {
        Path disk = Files.createDirectory(folder.resolve("small"));
        Process mount = new ProcessBuilder("mount", "-t", "tmpfs", "-o", "size=200k", "none", disk.toString()).redirectErrorStream(true).start();
        Assumptions.assumeTrue(mount.waitFor() == 0, "no small file system can be mounted here");
        try {
            var roomy = new Disk() {
                @Override
                public long usableBytes(Path place) {
                    return Long.MAX_VALUE;
                }
            };
            home = new Home(disk.resolve("h"));
            assertThatThrownBy(() -> add(voice(), roomy, false)).hasMessageContaining("cannot write")
                    .isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.OUTPUT));
            assertNothingIsLeft();
        } finally {
            assertThat(new ProcessBuilder("umount", disk.toString()).start().waitFor()).isZero();
        }
    }

    @Test
    void of_two_at_once_one_brings_it_and_the_other_says_so() throws Exception {
        var begun = new CountDownLatch(1);
        var goOn = new CountDownLatch(1);
        server.tricking(".onnx", (exchange, content) -> {
            begun.countDown();
            try {
                goOn.await(20, TimeUnit.SECONDS);
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
            }
            exchange.sendResponseHeaders(200, content.length);
            exchange.getResponseBody().write(content);
        });
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var first = threads.submit(() -> client.run("voice", "add", KEY));
            assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();

            ClientRig.Ran second = new ClientRig(home).with("BOURDON_CATALOGUE", server.catalogue()).run("voice", "add", KEY);
            goOn.countDown();

            assertThat(second.code()).isEqualTo(1);
            assertThat(second.err()).contains("another 'bourdon voice add' is bringing " + KEY);
            assertThat(first.get(20, TimeUnit.SECONDS).code()).isZero();
        }
        assertThat(home.voices().resolve(KEY).resolve(KEY + ".onnx")).hasBinaryContent(MODEL);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "\"../evil\":{\"files\":{}}",
        "\"/evil\":{\"files\":{}}",
        "\"evil\":{\"files\":{\"../../evil.onnx\":{},\"a/evil.onnx.json\":{}}}",
        "\"evil\":{\"files\":{\"/a/evil.onnx\":{},\"a/evil.onnx.json\":{}}}",
        "\"evil\":{\"files\":{\"a/evil.onnx\":{},\"a/.evil.onnx.json\":{}}}",
        "\"evil\":{\"files\":{\"a//evil.onnx\":{},\"a/evil.onnx.json\":{}}}",
        "\"evil\":{\"files\":{\"a\\\\..\\\\evil.onnx\":{},\"a/evil.onnx.json\":{}}}",
        "\"ev\\u001bil\":{\"files\":{}}",
        "\"evil\":{\"files\":{\"a/evil.onnx\":{}}}",
        "\"evil\":{\"side_file\":{\"name\":\"../x.json\"},\"files\":{\"a/evil.onnx\":{}}}",
        "\"evil\":{\"files\":{\"a/evil.onnx\":{\"md5_digest\":\"none\"},\"a/evil.onnx.json\":{}}}",
        "\"evil\":7"
    })
    void names_and_entries_that_cannot_be_right_are_left_out(String entry) {
        server.entry(entry);

        ClientRig.Ran ran = client.run("voice", "search", "--json");

        assertThat(ran.code()).isZero();
        assertThat(ran.text()).contains(KEY).doesNotContain("evil");
        assertThat(ran.err()).contains("1 entry of the catalogue is left out");
    }

    @Test
    void letters_of_every_language_can_name_a_voice() {
        Assumptions.assumeTrue(System.getProperty("sun.jnu.encoding").equals("UTF-8"), "the file system here takes plain letters only");
        server.offeringVoice("pt_PT-tugão-medium", MODEL);

        assertThat(client.run("voice", "add", "pt_PT-tug").code()).isZero();
        assertThat(home.voices().resolve("pt_PT-tugão-medium/pt_PT-tugão-medium.onnx")).hasBinaryContent(MODEL);
    }

    @Test
    void what_comes_from_elsewhere_does_not_speak_to_the_terminal() {
        assertThat(new ModelCard("* License: MIT\u001b[2J\u202e").licence()).contains("MIT[2J");
    }

    @Test
    void a_voice_with_a_side_file_of_our_own_is_put_together() throws Exception {
        byte[] styles = model(3, 5_000);
        server.offering("k/model.onnx", MODEL).offering("k/styles.bin", styles);
        server.entry("""
                "blend":{"licence":"Apache-2.0","files":{"k/model.onnx":{"url":"%s","name":"blend.onnx","size_bytes":%d,"sha256_digest":"%s"},\
                "k/styles.bin":{"url":"%s","size_bytes":%d}},"side_file":{"name":"blend.kokoro.json","content":{"model":"blend.onnx","voices":"styles.bin"}}}"""
                .formatted(server.at("k/model.onnx"), MODEL.length, VoiceServer.hex("SHA-256", MODEL), server.at("k/styles.bin"), styles.length));

        ClientRig.Ran ran = client.run("voice", "add", "blend");

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(ran.err()).contains("licence: Apache-2.0");
        assertThat(entries(home.voices().resolve("blend"))).containsExactly("ORIGIN", "blend.kokoro.json", "blend.onnx", "styles.bin");
    }

    @Test
    void files_of_this_machine_are_copied() throws Exception {
        Path mine = Files.createDirectory(folder.resolve("mine"));
        Files.write(mine.resolve("mine.onnx"), MODEL);
        Files.writeString(mine.resolve("mine.onnx.json"), VoiceServer.SIDE);
        Files.writeString(mine.resolve("MODEL_CARD"), VoiceServer.CARD);
        Files.write(mine.resolve("two.plan.onnx"), MODEL);
        Files.writeString(mine.resolve("two.streaming.json"), "{\"streaming\":{\"plan\":\"two.plan.onnx\"}}");

        ClientRig.Ran ran = client.run("voice", "add", mine.resolve("mine.onnx").toString(), mine.resolve("two.streaming.json").toString());

        assertThat(ran.code()).as(ran.err()).isZero();
        assertThat(entries(home.voices().resolve("mine"))).containsExactly("MODEL_CARD", "mine.onnx", "mine.onnx.json");
        assertThat(entries(home.voices().resolve("two"))).contains("two.plan.onnx", "two.streaming.json");
        assertThat(mine.resolve("mine.onnx")).hasBinaryContent(MODEL);
        Path kokoro = Files.createDirectory(folder.resolve("kokoro"));
        Files.write(kokoro.resolve("model.onnx"), MODEL);
        Files.write(kokoro.resolve("voices-v1.0.bin"), new byte[] {1});
        Files.writeString(kokoro.resolve("k.kokoro.json"), "{}");
        client.run("voice", "add", kokoro.resolve("k.kokoro.json").toString());
        assertThat(entries(home.voices().resolve("k"))).containsExactly("k.kokoro.json", "model.onnx", "voices-v1.0.bin");
        assertThat(client.run("voice", "add", mine.resolve("two.plan.onnx").toString()).err()).contains("belongs to no voice");
        assertThat(client.run("voice", "add", mine.resolve("none.onnx").toString()).code()).isEqualTo(3);
    }

    @Test
    void a_bar_shows_how_far_it_is() {
        var bar = new DownloadBar(new Progress(new PrintStream(new ByteArrayOutputStream()), true), 63_200_000);

        assertThat(bar.line(31_600_000, Duration.ofMillis(100))).isEqualTo("[##########··········] 50 % · 31.6 MB of 63.2 MB");
        bar.at(0);
        assertThat(bar.line(31_600_000, Duration.ofSeconds(2))).isEqualTo("[##########··········] 50 % · 31.6 MB of 63.2 MB · 15.8 MB/s · 2 s left");
    }

    @Test
    void what_a_killed_command_left_is_put_in_order() throws Exception {
        Path left = Files.createDirectories(home.voices().resolve(".bourdon-999999999-1/old-" + KEY));
        Files.writeString(left.resolve(KEY + ".onnx.json"), VoiceServer.SIDE);

        new VoicesFolder(home.voices(), folder.resolve("none"), interruption).recover();

        assertThat(entries(home.voices())).containsExactly(KEY);
    }

    @Test
    void an_interruption_ends_it_and_keeps_what_has_come() throws Exception {
        server.tricking(".onnx", (exchange, content) -> {
            interruption.interrupt();
            VoiceServer.cutOffAfter(100_000).play(exchange, content);
        });

        assertThatThrownBy(this::add).isInstanceOfSatisfying(ClientException.class, e -> assertThat(e.code()).isEqualTo(ExitCode.INTERRUPTED));
        assertThat(entries(home.voices())).isEmpty();
    }

    private AddedVoice add() throws ClientException {
        return add(voice(), Disk.REAL, false);
    }

    private CatalogueVoice voice() throws ClientException {
        try (Web web = web()) {
            return new CatalogueStore(server.at("repo/voices.json"), folder.resolve("catalogue"), web, said::add).catalogue(Duration.ZERO).find(KEY);
        }
    }

    private AddedVoice add(CatalogueVoice voice, Disk disk, boolean force) throws ClientException {
        try (Web web = web()) {
            var voices = new VoicesFolder(home.voices(), folder.resolve("shipped"), interruption);
            var bench = new Workbench(voices, home.cache().resolve("downloads"), web, disk, new Progress(new PrintStream(new ByteArrayOutputStream()), false), said::add);
            return new RemoteVoice(bench, voice, "test").add(force);
        }
    }

    private Web web() {
        return new Web(Map.of(), interruption, new Patience(SILENCE, silence, Duration.ofMillis(5), Duration.ofMillis(20), 3, Duration.ofMinutes(1)));
    }

    private void assertNothingIsLeft() throws IOException {
        assertThat(entries(home.voices())).as("voices").isEmpty();
        assertThat(entries(home.cache().resolve("downloads"))).as("downloads").isEmpty();
    }

    static List<String> entries(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return List.of();
        }
        try (Stream<Path> entries = Files.list(folder)) {
            return entries.map(entry -> entry.getFileName().toString()).sorted().toList();
        }
    }

    private static byte[] model(long seed, int bytes) {
        byte[] model = new byte[bytes];
        new Random(seed).nextBytes(model);
        model[0] = 8;
        return model;
    }
}
