package org.bourdon.voice.streaming;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.bourdon.engine.LoadedModel;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.piper.side.SideFile;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class IntonationTest {

    private static final List<String> RISING = List.of("ɪz ðə bˈɑːks ɹˈɛdi", "juː ɑːɹ kˈʌmɪŋ");
    private static final List<String> FALLING = List.of("wˈɛɹ ɪz ðə bˈɑːks?", "wˈʌt ɪz jʊɹ nˈeɪm?");

    @ParameterizedTest
    @EnumSource
    void the_plan_of_a_rising_question_ends_at_least_30_percent_above_the_statement(Shipped shipped) throws Exception {
        for (String words : RISING) {
            double statement = end(planned(shipped, Shipped.falling(words + ".")));
            double question = end(planned(shipped, Shipped.rising(words + "?")));

            assertThat(question / statement).as("%s? over %s., last 100 ms voiced, in the plan", words, words).isGreaterThan(1.3);
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_rising_question_sounds_at_least_30_percent_above_the_statement_at_its_end(Shipped shipped) throws Exception {
        for (String words : RISING) {
            for (Delivery delivery : List.of(Shipped.STEADY, Delivery.PLAIN)) {
                double statement = heard(shipped, Shipped.falling(words + "."), delivery).end();
                double question = heard(shipped, Shipped.rising(words + "?"), delivery).end();

                assertThat(question / statement).as("%s? (%.0f Hz) over %s. (%.0f Hz), last 100 ms voiced, in the sound", words, question, words,
                        statement).isGreaterThan(1.3);
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_question_for_a_thing_falls(Shipped shipped) throws Exception {
        for (String question : FALLING) {
            List<Double> plan = planned(shipped, Shipped.falling(question));
            Pitch sound = heard(shipped, Shipped.falling(question), Shipped.STEADY);

            assertThat(end(plan)).as("end of %s in the plan against its median", question).isLessThan(0.97 * Pitch.median(plan));
            assertThat(sound.end()).as("end of %s in the sound against its median", question).isLessThan(0.97 * sound.median());
        }
    }

    @ParameterizedTest
    @EnumSource
    void a_bent_pitch_leaves_no_jump_in_the_phase(Shipped shipped) throws Exception {
        Layout layout = Layout.of(shipped.side());
        Plan plan = plan(shipped, Shipped.rising("ɪz ðə bˈɑːks ɹˈɛdi?"));

        for (int row = 1; row < plan.count(); row++) {
            double way = (plan.f0(row - 1) + plan.f0(row)) * 0.5 * layout.hop() / layout.sampleRateHz();
            double miss = plan.phase(row) - plan.phase(row - 1) - way;
            assertThat(Math.abs(miss - Math.rint(miss))).as("phase at row %d against the running pitch", row).isLessThan(1e-3);
        }
    }

    private static Pitch heard(Shipped shipped, Sentence sentence, Delivery delivery) throws Exception {
        try (LoadedVoice voice = shipped.open(Manner.DEFAULT)) {
            return new Pitch(Shipped.whole(voice, sentence, delivery), shipped.side().sampleRateHz());
        }
    }

    private static List<Double> planned(Shipped shipped, Sentence sentence) throws Exception {
        Plan plan = plan(shipped, sentence);
        List<Double> voiced = new ArrayList<>();
        for (int row = 0; row < plan.count(); row++) {
            if (plan.voiced(row)) {
                voiced.add((double) plan.f0(row));
            }
        }
        return voiced;
    }

    private static Plan plan(Shipped shipped, Sentence sentence) throws Exception {
        SideFile side = shipped.side();
        Layout layout = Layout.of(side);
        try (LoadedModel model = Shipped.model(layout.plan())) {
            return new Planner(model, layout, side.phonemes().encode(StreamingVoice.punctuated(sentence)), new Scales(0, 1, 0),
                    sentence.intonation(), Manner.DEFAULT).make(Shipped.NEVER);
        }
    }

    private static double end(List<Double> voiced) {
        return voiced.subList(Math.max(0, voiced.size() - 20), voiced.size()).stream().mapToDouble(Double::doubleValue).average().orElse(0);
    }
}
