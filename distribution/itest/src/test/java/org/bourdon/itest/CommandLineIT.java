package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The {@code bourdon} command as a person meets it; the first call starts the daemon, the others find it warm. */
class CommandLineIT {

    private static Home home;
    private static Path work;
    private static Bourdon bourdon;

    @BeforeAll
    static void open() throws IOException {
        home = Home.fresh();
        work = Files.createTempDirectory("bourdon-cli");
        bourdon = new Bourdon(home, work);
        Bourdon.Result first = bourdon.run("say", "Hello from Bourdon.", "-o", "hello.wav");
        assertThat(first.exit()).as("%s%n%s", first, home.log()).isZero();
    }

    @AfterAll
    static void close() throws Exception {
        bourdon.stopDaemon();
        home.close();
        new Home(work).close();
    }

    @Test
    void the_first_call_made_a_valid_wav() throws IOException {
        Wav wav = Wav.parse(Files.readAllBytes(work.resolve("hello.wav")));

        assertThat(wav.sampleRateHz()).isEqualTo(32_000);
        assertThat(wav.seconds()).isBetween(0.7, 3.0);
    }

    @Test
    void another_call_finds_the_same_daemon() throws Exception {
        long before = pid();
        Bourdon.Result result = ok("say", "The second one is instant.", "-o", "second.wav");

        System.out.println("a warm 'say -o' took " + result.took().toMillis() + " ms");
        Wav.parse(Files.readAllBytes(work.resolve("second.wav")));
        assertThat(pid()).isEqualTo(before);
    }

    @Test
    void text_comes_from_a_pipe_a_dash_or_a_file() throws IOException {
        Files.writeString(work.resolve("text.txt"), "Read from a file.");
        byte[] text = "Read from a pipe.".getBytes(StandardCharsets.UTF_8);
        for (Bourdon.Result result : List.of(bourdon.runWith(text, "say", "-o", "piped.wav"), bourdon.runWith(text, "say", "-", "-o", "dash.wav"),
                bourdon.run("say", "-f", "text.txt", "-o", "file.wav"))) {
            assertThat(result.exit()).as("%s", result).isZero();
        }
        for (String file : List.of("piped.wav", "dash.wav", "file.wav")) {
            assertThat(Wav.parse(Files.readAllBytes(work.resolve(file))).seconds()).as(file).isBetween(0.5, 4.0);
        }
    }

    @Test
    void a_dash_sends_the_sound_to_standard_output() throws IOException {
        Bourdon.Result result = ok("say", "To standard output.", "-o", "-");

        assertThat(new String(result.out(), 0, 4, StandardCharsets.US_ASCII)).isEqualTo("RIFF");
        assertThat(result.out().length).isGreaterThan(20_000);
    }

    @Test
    void another_voice_speaks_at_its_own_rate() throws IOException {
        ok("say", "A deeper voice.", "-v", "en_US-tenor", "-o", "tenor.wav");

        assertThat(Wav.parse(Files.readAllBytes(work.resolve("tenor.wav"))).sampleRateHz()).isEqualTo(16_000);
    }

    @Test
    void voices_are_listed_for_people_and_for_programs() throws IOException {
        assertThat(ok("voices").text()).contains("en_US-bourdon", "en_US-tenor");
        assertThat(json(ok("voices", "--json")).findValuesAsText("name")).contains("en_US-bourdon", "en_US-tenor");
    }

    @Test
    void pronounce_tells_how_words_would_be_said() throws IOException {
        JsonNode answer = json(ok("pronounce", "Dr. Smith paid $3.50.", "--json"));

        assertThat(answer.path("sentences")).hasSize(1);
        JsonNode sentence = answer.path("sentences").get(0);
        assertThat(sentence.path("spoken").asText()).containsIgnoringCase("doctor smith paid three dollars");
        assertThat(sentence.path("words").get(0).path("ipa").asText()).isNotBlank();
        assertThat(sentence.path("words").get(0).path("origin").asText()).isIn("dictionary", "network", "user_lexicon");
    }

    @Test
    void status_names_the_process() throws Exception {
        assertThat(json(ok("daemon", "status", "--json")).findPath("pid").asLong()).isEqualTo(pid());
        assertThat(ok("daemon", "status").text()).contains(Long.toString(pid()));
    }

    @Test
    void starting_a_started_daemon_is_no_error() throws Exception {
        long before = pid();
        ok("daemon", "start");

        assertThat(pid()).isEqualTo(before);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--help", "say --help", "pronounce --help", "voices --help", "daemon --help", "daemon start --help", "daemon stop --help",
        "daemon status --help"})
    void help_is_everywhere(String line) throws IOException {
        assertThat(ok(line.split(" ")).text()).containsIgnoringCase("usage");
    }

    @Test
    void the_version_is_one_line() throws IOException {
        assertThat(ok("--version").text().strip()).contains("0.1.0").doesNotContain("\n");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"say --colour blue Hello|2", "sing Hello|2", "say Hello --speed fast -o x.wav|2",
        "say Hello -v no-such-voice -o x.wav|3", "say -f no-such-file.txt -o x.wav|2,3", "say Hello -o no/such/folder/x.wav|5", "say Hello -o .|5"})
    void what_is_wrong_is_said_in_a_line_with_its_exit_code(String line, String exits) throws IOException {
        Bourdon.Result result = bourdon.run(line.split(" "));

        assertThat(List.of(exits.split(","))).as("%s", result).contains(Integer.toString(result.exit()));
        assertThat(result.err()).as("%s", result).isNotBlank().doesNotContain("Exception").doesNotContain("\tat ");
        assertThat(result.out()).as("standard output").isEmpty();
        assertNothingHalfWritten("x.wav");
    }

    @Test
    void empty_text_is_bad_input() throws IOException {
        Bourdon.Result result = bourdon.run("say", "", "-o", "x.wav");

        assertThat(result.exit()).as("%s", result).isEqualTo(3);
        assertThat(result.err().strip()).isNotBlank().doesNotContain("\n");
        assertNothingHalfWritten("x.wav");
    }

    @Test
    void a_megabyte_of_text_is_bad_input() throws IOException {
        Bourdon.Result result = bourdon.runWith("a word ".repeat(149_797).getBytes(StandardCharsets.UTF_8), "say", "-o", "x.wav");

        assertThat(result.exit()).as("%s", result).isEqualTo(3);
        assertThat(result.err().replaceAll("[,_ ]", "")).contains("1000000");
        assertNothingHalfWritten("x.wav");
    }

    @Test
    @EnabledOnOs(value = OS.LINUX, disabledReason = "/dev/full is Linux's")
    void a_full_disk_is_an_output_that_cannot_be_written() throws IOException {
        Bourdon.Result streamed = bourdon.runTo(new File("/dev/full"), "say", "Nowhere to go.", "-o", "-");
        Bourdon.Result named = bourdon.run("say", "Nowhere to go.", "-o", "/dev/full");

        assertThat(streamed.exit()).as("%s", streamed).isEqualTo(5);
        assertThat(streamed.err().strip()).isNotBlank().doesNotContain("\n");
        assertThat(named.exit()).as("%s", named).isEqualTo(5);
        assertThat(Files.isRegularFile(Path.of("/dev/full"))).as("/dev/full was replaced by a file").isFalse();
        try (Stream<Path> devices = Files.list(Path.of("/dev"))) {
            assertThat(devices.filter(Files::isRegularFile).map(Path::toString)).as("half-written files beside it").noneMatch(f -> f.contains("full"));
        }
    }

    @Test
    void a_file_that_is_there_is_replaced_only_by_a_whole_one() throws IOException {
        Path file = Files.writeString(work.resolve("precious.wav"), "precious");
        assertThat(bourdon.run("say", "", "-o", "precious.wav").exit()).isEqualTo(3);
        assertThat(file).hasContent("precious");

        ok("say", "Now replaced.", "-o", "precious.wav");
        Wav.parse(Files.readAllBytes(file));
    }

    private static Bourdon.Result ok(String... arguments) throws IOException {
        Bourdon.Result result = bourdon.run(arguments);
        assertThat(result.exit()).as("%s", result).isZero();
        return result;
    }

    private static JsonNode json(Bourdon.Result result) throws IOException {
        return new ObjectMapper().readTree(result.out());
    }

    private static void assertNothingHalfWritten(String name) throws IOException {
        try (Stream<Path> files = Files.list(work)) {
            assertThat(files.map(f -> f.getFileName().toString())).as("files left of a failed output").noneMatch(f -> f.contains(name));
        }
    }

    private static long pid() throws Exception {
        try (NativeClient client = NativeClient.connect(home.socket())) {
            return client.daemonPid();
        }
    }
}
