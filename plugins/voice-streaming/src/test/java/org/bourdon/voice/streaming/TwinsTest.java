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
            "ðə kwˈɪk bɹˈaʊn fˈɑːks dʒˈʌmps ˌoʊvɚ ðə lˈeɪzi dˈɔɡ, ænd ðɛn ɪt slˈiːps; ɑːl dˈeɪ lˈɔŋ!", "jˈɛs.", "wˈʌt ɐ dˈeɪ!", "hiː wˈɔːkt hˈoʊm.", "tˈɛn, twˈɛnti; ænd mˈɔːɹ.");

    private static final List<int[]> GROWTHS = List.of(new int[] {1_000}, new int[] {1}, new int[] {10, 20, 40, 100}, new int[] {37, 3});

    @ParameterizedTest
    @EnumSource
    void two_graphs_sound_as_one_whatever_the_step_sizes(Shipped shipped) throws Exception {
        for (String phonemes : SENTENCES) {
            Sentence sentence = Shipped.falling(phonemes);
            float[] twin = shipped.twin(sentence);
            for (int[] growth : GROWTHS) {
                try (LoadedVoice voice = shipped.open(new Manner(growth, 1_000, 1, 1))) {
                    float[] steps = Shipped.whole(voice, sentence, Shipped.STEADY);
                    assertAgree(steps, twin, 0, Layout.of(shipped.side()), phonemes + " in steps of " + Arrays.toString(growth));
                }
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void cutting_the_lead_leaves_the_rest_of_the_sentence_as_it_was(Shipped shipped) throws Exception {
        int rate = shipped.side().sampleRateHz();
        for (String phonemes : SENTENCES) {
            Sentence sentence = Shipped.falling(phonemes);
            try (LoadedVoice voice = shipped.open(Manner.DEFAULT); LoadedVoice uncut = shipped.open(new Manner(new int[] {50}, 1_000, 1, 1))) {
                float[] cut = Shipped.whole(voice, sentence, Shipped.STEADY);
                int lead = Shipped.whole(uncut, sentence, Shipped.STEADY).length - cut.length;

                assertThat(lead * 1_000 / rate).as("milliseconds cut of %s", phonemes).isBetween(20, 80);
                float[] twin = shipped.twin(sentence);
                assertAgree(cut, Arrays.copyOfRange(twin, lead, twin.length), rate * 25 / 1_000, Layout.of(shipped.side()), phonemes);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_sentence_ends_in_silence(Shipped shipped) throws Exception {
        for (String phonemes : SENTENCES) {
            try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
                float[] sound = Shipped.whole(voice, Shipped.falling(phonemes), Shipped.STEADY);
                int end = shipped.side().sampleRateHz() * 30 / 1_000;
                double loudest = loudest(sound);

                assertThat(20 * Math.log10(loudest(Arrays.copyOfRange(sound, sound.length - end, sound.length)) / loudest))
                        .as("dB of the last 30 ms of %s against its loudest sample", phonemes).isLessThan(-40);
            }
        }
    }

    /** The twin has up to three rows more at its end, and what lies within a tail of them sounds a little of them. */
    private static void assertAgree(float[] given, float[] twin, int from, Layout layout, String what) {
        assertThat(twin.length - given.length).as("samples that the twin of %s has more", what).isBetween(0, 3 * layout.hop());
        float worst = 0;
        for (int i = from; i < given.length - layout.tail(); i++) {
            worst = Math.max(worst, Math.abs(given[i] - twin[i]));
        }
        assertThat(worst).as("largest difference in %s", what).isLessThan(1e-5f);
    }

    private static double loudest(float[] sound) {
        double loudest = 0;
        for (float sample : sound) {
            loudest = Math.max(loudest, Math.abs(sample));
        }
        return loudest;
    }
}
