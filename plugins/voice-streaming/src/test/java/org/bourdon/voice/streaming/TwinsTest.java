package org.bourdon.voice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;

import org.bourdon.text.Sentence;
import org.bourdon.voice.LoadedVoice;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TwinsTest {

    private static final List<String> SENTENCES = List.of("həlˈoʊ wˈɜːld.", "ðə bˈɑːks ɪz ɹˈɛdi.",
            "ðə kwˈɪk bɹˈaʊn fˈɑːks dʒˈʌmps ˌoʊvɚ ðə lˈeɪzi dˈɔɡ, ænd ðɛn ɪt slˈiːps; ɑːl dˈeɪ lˈɔŋ!", "jˈɛs.");

    private static final List<int[]> GROWTHS = List.of(new int[] {1_000}, new int[] {1}, new int[] {10, 20, 40, 100}, new int[] {37, 3});

    @ParameterizedTest
    @EnumSource
    void two_graphs_sound_as_one_whatever_the_step_sizes(Shipped shipped) throws Exception {
        for (String phonemes : SENTENCES) {
            Sentence sentence = Shipped.falling(phonemes);
            float[] twin = shipped.twin(sentence);
            for (int[] growth : GROWTHS) {
                try (LoadedVoice voice = shipped.open(new Manner(growth, 1_000, 1, 1))) {
                    assertAgree(Shipped.whole(voice, sentence, Shipped.STEADY), twin, phonemes + " in steps of " + Arrays.toString(growth));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutting_the_lead_leaves_the_rest_of_the_sentence_as_it_was(Shipped shipped) throws Exception {
        for (String phonemes : SENTENCES) {
            Sentence sentence = Shipped.falling(phonemes);
            float[] twin = shipped.twin(sentence);
            try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
                float[] cut = Shipped.whole(voice, sentence, Shipped.STEADY);
                int lead = twin.length - cut.length;
                int rate = shipped.side().sampleRateHz();
                assertThat(lead).as("samples cut of %s", phonemes).isBetween(rate * 20 / 1_000, rate * 80 / 1_000);
                int settled = rate * 25 / 1_000;
                assertAgree(Arrays.copyOfRange(cut, settled, cut.length), Arrays.copyOfRange(twin, lead + settled, twin.length), phonemes);
            }
        }
    }

    private static void assertAgree(float[] given, float[] wanted, String what) {
        assertThat(given).as("samples of %s", what).hasSameSizeAs(wanted);
        float worst = 0;
        for (int i = 0; i < given.length; i++) {
            worst = Math.max(worst, Math.abs(given[i] - wanted[i]));
        }
        assertThat(worst).as("largest difference in %s", what).isLessThan(1e-5f);
    }
}
