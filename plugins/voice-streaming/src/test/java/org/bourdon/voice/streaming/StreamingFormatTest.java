package org.bourdon.voice.streaming;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.Voice;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class StreamingFormatTest {

    private static final String HELLO = "həlˈoʊ wˈɜːld, ænd həlˈoʊ tə jˈuː.";

    private final StreamingFormat format = new StreamingFormat(Manner.DEFAULT);

    @TempDir
    Path folder;

    @Test
    void the_shipped_voices_are_described_by_their_side_files() throws Exception {
        Voice bourdon = format.describe(Shipped.BOURDON.sideFile()).orElseThrow();
        Voice tenor = format.describe(Shipped.TENOR.sideFile()).orElseThrow();

        assertThat(List.of(bourdon.name(), tenor.name())).containsExactly("en_US-bourdon", "en_US-tenor");
        assertThat(List.of(bourdon.sampleRateHz(), tenor.sampleRateHz())).containsExactly(32_000, 16_000);
        assertThat(bourdon.answersIn()).isEqualTo(Voice.Granularity.STEPS);
        assertThat(bourdon.language().toLanguageTag()).isEqualTo("en-US");
    }

    @Test
    void a_file_of_another_name_is_of_another_format() throws Exception {
        assertThat(format.describe(Path.of("voice.onnx.json"))).isEmpty();
    }

    @ParameterizedTest
    @EnumSource
    void steps_grow_and_the_first_is_less_than_50_ms(Shipped shipped) throws Exception {
        int rate = shipped.side().sampleRateHz();
        try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
            List<Integer> ms = Shipped.steps(voice, Shipped.falling(HELLO), Shipped.STEADY).stream().map(step -> step.length * 1_000 / rate).toList();

            assertThat(ms.subList(0, 4)).containsExactly(45, 100, 200, 500);
        }
    }

    @ParameterizedTest
    @EnumSource
    void twice_the_speed_takes_half_the_time(Shipped shipped) throws Exception {
        try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
            double plain = Shipped.whole(voice, Shipped.falling(HELLO), Shipped.STEADY).length;
            double fast = Shipped.whole(voice, Shipped.falling(HELLO),
                    new Delivery(2, Optional.empty(), Shipped.STEADY.noiseScale(), Shipped.STEADY.noiseWidth())).length;

            assertThat(fast / plain).isBetween(0.45, 0.55);
        }
    }

    @ParameterizedTest
    @EnumSource
    void two_sentences_under_way_do_not_disturb_each_other(Shipped shipped) throws Exception {
        try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
            float[] alone = Shipped.whole(voice, Shipped.falling(HELLO), Shipped.STEADY);
            List<float[]> woven = new ArrayList<>();
            try (Utterance first = voice.begin(Shipped.falling(HELLO), Shipped.STEADY);
                    Utterance second = voice.begin(Shipped.falling("jˈɛs ænd nˈoʊ ænd mˈeɪbi."), Shipped.STEADY)) {
                woven.add(first.next(Shipped.NEVER).samples());
                second.next(Shipped.NEVER);
                woven.add(first.next(Shipped.NEVER).samples());
                second.next(Shipped.NEVER);
            }
            float[] begun = new float[woven.get(0).length + woven.get(1).length];
            System.arraycopy(woven.get(0), 0, begun, 0, woven.get(0).length);
            System.arraycopy(woven.get(1), 0, begun, woven.get(0).length, woven.get(1).length);

            assertThat(alone).startsWith(begun);
        }
    }

    @Test
    void a_stopped_sentence_is_over_and_the_voice_speaks_on() throws Exception {
        StopSignal stop = new StopSignal();
        try (LoadedVoice voice = Shipped.BOURDON.open(Manner.DEFAULT)) {
            try (Utterance utterance = voice.begin(Shipped.falling(HELLO), Shipped.STEADY)) {
                utterance.next(stop);
                stop.stop();

                assertThatThrownBy(() -> utterance.next(stop)).satisfies(has(ErrorCode.CANCELLED));
            }
            assertThat(Shipped.whole(voice, Shipped.falling(HELLO), Shipped.STEADY)).isNotEmpty();
        }
    }

    @Test
    void rest_leaves_the_voice_as_it_was() throws Exception {
        try (LoadedVoice voice = Shipped.BOURDON.open(Manner.DEFAULT)) {
            float[] before = Shipped.whole(voice, Shipped.falling(HELLO), Shipped.STEADY);
            voice.rest(Shipped.NEVER);

            assertThat(Shipped.whole(voice, Shipped.falling(HELLO), Shipped.STEADY)).isEqualTo(before);
        }
    }

    @Test
    void unknown_phonemes_are_left_out_and_nothing_but_unknown_ones_is_empty() throws Exception {
        try (LoadedVoice voice = Shipped.BOURDON.open(Manner.DEFAULT)) {
            assertThat(Shipped.whole(voice, Shipped.falling("☃həlˈoʊ☃."), Shipped.STEADY))
                    .isEqualTo(Shipped.whole(voice, Shipped.falling("həlˈoʊ."), Shipped.STEADY));
            assertThatThrownBy(() -> voice.begin(Shipped.falling("☃!"), Delivery.PLAIN)).satisfies(has(ErrorCode.TEXT_EMPTY));
        }
    }

    @Test
    void a_speaker_that_is_not_there_is_refused() throws Exception {
        Delivery delivery = new Delivery(1, Optional.of("eve"), Shipped.STEADY.noiseScale(), Shipped.STEADY.noiseWidth());
        try (LoadedVoice voice = Shipped.BOURDON.open(Manner.DEFAULT)) {
            assertThatThrownBy(() -> voice.begin(Shipped.falling(HELLO), delivery)).satisfies(has(ErrorCode.VOICE_NOT_FOUND));
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'hop_length': 160|'hop': 160|needs a number 'streaming.hop_length'",
        "'plan': 'en_US-bourdon.plan.onnx'|'plan': '../plan.onnx'|has 'streaming.plan' \"../plan.onnx\"; the name of a file in the same folder is valid",
        "en_US-bourdon.vocoder.onnx|gone.onnx|needs the model gone.onnx, which is not beside it",
        "'f0_hz': 50|'f0_hz': 53|has 'streaming.columns.f0_hz' 53; a whole number from 0 to 52 is valid",
    })
    void a_side_file_that_lacks_something_says_in_one_line_what(String good, String bad, String why) throws Exception {
        Path sideFile = changed(good, bad);

        assertThatThrownBy(() -> format.describe(sideFile)).hasMessage("en_US-bourdon.streaming.json " + why).satisfies(has(ErrorCode.VOICE_BROKEN));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', value = {
        "'frame_width': 53|'frame_width': 54|which has the input 'frames' FLOAT32 [1, -1, 53], the side file wants FLOAT32 [-1, -1, 54] (-1: any)",
        "'tail_length': 864|'tail_length': 800|which has the input 'tail' FLOAT32 [1, 1, 864], the side file wants FLOAT32 [1, 1, 800]",
        "'hop_length': 160|'hop_length': 320|",
    })
    void a_side_file_that_does_not_fit_its_models_says_in_one_line_where(String good, String bad, String why) throws Exception {
        Path sideFile = changed(good, bad);
        Voice voice = format.describe(sideFile).orElseThrow();

        assertThatThrownBy(() -> format.open(voice, voice.variants().getFirst(), Shipped::model)).hasMessageContaining("en_US-bourdon.streaming.json does not fit")
                .hasMessageContaining(why == null ? "" : why).satisfies(has(ErrorCode.VOICE_BROKEN));
    }

    private Path changed(String good, String bad) throws Exception {
        Path original = Shipped.BOURDON.sideFile();
        for (String model : List.of("en_US-bourdon.plan.onnx", "en_US-bourdon.vocoder.onnx")) {
            Files.copy(original.resolveSibling(model), folder.resolve(model));
        }
        String json = Files.readString(original);
        assertThat(json).contains(good.replace('\'', '"'));
        return Files.writeString(folder.resolve(original.getFileName()), json.replace(good.replace('\'', '"'), bad.replace('\'', '"')));
    }

    private static Consumer<Throwable> has(ErrorCode code) {
        return e -> assertThat(((BourdonException) e).code()).isEqualTo(code);
    }
}
