package org.bourdon.text.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.Word;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EspeakTest {

    private static final List<String> TEXTS = List.of("Hallo Welt", "wie geht es dir heute", "12 Computer", "Straße", "xyz", "3,5", "中文", "- -");

    private final EspeakProgram program = new EspeakProgram("espeak-ng", Machine.PATIENCE);
    private final EspeakLibrary library = new EspeakLibrary("", Machine.PATIENCE);

    @TempDir
    Path folder;

    @BeforeEach
    void assume() {
        Machine.assumeEspeak();
    }

    @AfterEach
    void close() {
        program.close();
        library.close();
    }

    @Test
    void both_modes_say_the_same() throws Exception {
        assertThat(Set.copyOf(library.voices().entries())).isEqualTo(Set.copyOf(program.voices().entries()));
        for (String voice : List.of("de", "fr-fr", "es", "pt-br", "it", "hi", "ru", "de")) {
            assertThat(library.translate(voice, TEXTS)).as(voice).isEqualTo(program.translate(voice, TEXTS)).hasSameSizeAs(TEXTS);
        }
    }

    @Test
    void one_thread_does_all_the_work_in_both_modes() throws Exception {
        for (Espeak espeak : List.of(program, library)) {
            Set<Thread> before = owners();
            List<CompletableFuture<Void>> callers = IntStream.range(0, 8).mapToObj(i -> CompletableFuture.runAsync(() -> {
                try {
                    espeak.translate("de", TEXTS);
                } catch (BourdonException e) {
                    throw new AssertionError(e);
                }
            })).toList();
            CompletableFuture.allOf(callers.toArray(CompletableFuture[]::new)).get(20, TimeUnit.SECONDS);
            Set<Thread> since = owners();
            since.removeAll(before);
            assertThat(since).as("threads of %s", espeak).hasSize(1);
            espeak.close();
        }
    }

    private static Set<Thread> owners() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().equals("espeak")).collect(Collectors.toSet());
    }

    @Test
    void a_helper_that_dies_is_replaced_and_none_outlives_its_owner() throws Exception {
        List<List<String>> before = program.translate("de", TEXTS);
        List<ProcessHandle> helpers = helpers();
        assertThat(helpers).hasSize(1);
        helpers.getFirst().destroyForcibly();
        helpers.getFirst().onExit().get(10, TimeUnit.SECONDS);

        assertThat(program.translate("de", TEXTS)).isEqualTo(before);

        for (String voice : List.of("fr-fr", "es", "it", "pt")) {
            program.translate(voice, TEXTS);
        }
        List<ProcessHandle> open = helpers();
        assertThat(open).hasSizeLessThanOrEqualTo(4);
        program.close();
        for (ProcessHandle helper : open) {
            helper.onExit().get(10, TimeUnit.SECONDS);
        }
    }

    @Test
    void a_program_that_does_not_answer_is_stopped_in_time() throws Exception {
        Path mute = Files.writeString(folder.resolve("mute"), "#!/bin/sh\n[ \"$1\" = --voices ] && exec espeak-ng --voices\nexec tail -f /dev/null\n");
        Files.setPosixFilePermissions(mute, PosixFilePermissions.fromString("rwx------"));
        EspeakProgram silent = new EspeakProgram(mute.toString(), Duration.ofMillis(300));
        try {
            long start = System.nanoTime();
            assertThatThrownBy(() -> silent.translate("de", TEXTS)).isInstanceOfSatisfying(BourdonException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.ENGINE_FAILED)).hasMessageContaining("300 ms");
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
        } finally {
            silent.close();
        }
    }

    @Test
    void a_text_that_kills_the_program_is_left_out_and_the_others_are_spoken() throws Exception {
        Path frail = Files.writeString(folder.resolve("frail"), """
                #!/bin/sh
                while read -r line; do
                  case "$line" in *deadly*) exit 1;; esac
                  echo "$line" | espeak-ng "$@"
                done
                """);
        Files.setPosixFilePermissions(frail, PosixFilePermissions.fromString("rwx------"));
        EspeakProgram dying = new EspeakProgram(frail.toString(), Machine.PATIENCE);
        try {
            assertThat(dying.translate("de", List.of("Hallo", "deadly", "Welt"))).containsExactly(List.of("hˈaloː"), List.of(), List.of("vˈɛlt"));
        } finally {
            dying.close();
        }
    }

    @Test
    void without_espeak_the_answer_says_what_to_install() {
        for (Espeak missing : List.of(new EspeakProgram("/nowhere/espeak-ng", Machine.PATIENCE), new EspeakLibrary("/nowhere/lib.so", Machine.PATIENCE))) {
            EspeakFrontEnd frontEnd = new EspeakFrontEnd(missing);
            assertThat(frontEnd.languages()).contains("de", "fr");
            assertThatThrownBy(() -> frontEnd.in(Locale.GERMAN)).hasMessageContaining("apt install espeak-ng").hasMessageContaining("/nowhere/")
                    .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED));
            frontEnd.close();
        }
    }

    @Test
    void a_region_and_a_wish_pick_the_voice() throws Exception {
        EspeakVoices voices = program.voices();
        for (String pair : List.of("pt-BR=pt-br", "pt-PT=pt", "pt=pt", "fr-BE=fr-be", "fr-CA=fr-fr", "fr=fr-fr", "en-GB=en-gb", "de-AT=de", "es-MX=es-419",
                "es-AR=es", "es-AR-x-espeak-es-419=es-419", "no-NO=nb", "zh-CN=cmn", "en-GB-x-espeak-en-gb-x-rp=en-gb-x-rp", "de-x-espeak-none=de")) {
            String[] parts = pair.split("=");
            assertThat(voices.speaking(Locale.forLanguageTag(parts[0]))).as(parts[0]).contains(parts[1]);
        }
        assertThat(voices.speaking(Locale.forLanguageTag("tlh-x-none"))).isEmpty();
    }

    @Test
    void marks_stay_and_words_know_their_ipa() throws Exception {
        Sentence sentence = say(Locale.GERMAN, "Hallo Welt, wie geht es?").getFirst();

        assertThat(sentence.phonemes()).isEqualTo("hˈaloː vˈɛlt, viː ɡˈeːt ɛs?");
        assertThat(sentence.intonation()).isEqualTo(Intonation.RISING);
        assertThat(sentence.spoken()).isEqualTo("Hallo Welt, wie geht es?");
        assertThat(sentence.words()).contains(new Word("Welt", "vˈɛlt", Word.Origin.RULES));
    }

    @Test
    void a_number_is_several_words_and_flags_of_another_language_are_gone() throws Exception {
        assertThat(say(Locale.GERMAN, "Er hat 21,5 Punkte.").getFirst().words()).extracting(Word::text)
                .startsWith("Er", "hat", "21,5", "21,5").endsWith("21,5", "Punkte");
        assertThat(say(Locale.forLanguageTag("hi"), "यह computer है।").getFirst().phonemes()).doesNotContain("(", ")").endsWith(".");
    }

    @Test
    void raw_phonemes_go_in_as_they_are() throws Exception {
        Sentence sentence = say(Locale.GERMAN, "Das ist [[tˈɛst ˌaː]], ja.").getFirst();

        assertThat(sentence.phonemes()).isEqualTo("dˈas ɪst tˈɛst ˌaː, jˈɑː.");
    }

    private List<Sentence> say(Locale language, String text) throws BourdonException {
        return new EspeakFrontEnd(program).in(language).analyse(text, Pieces.LONG);
    }

    private static List<ProcessHandle> helpers() {
        return ProcessHandle.current().children().filter(ProcessHandle::isAlive)
                .filter(child -> child.info().command().map(command -> command.endsWith("espeak-ng")).orElse(false)).collect(Collectors.toList());
    }
}
