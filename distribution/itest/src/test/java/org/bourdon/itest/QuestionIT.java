package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;

import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A question sounds like one. */
class QuestionIT {

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @ParameterizedTest
    @CsvSource({"en_US-bourdon,Is the box ready", "en_US-bourdon,You are coming", "en_US-tenor,Is the box ready", "en_US-tenor,You are coming"})
    void the_end_of_a_question_lies_thirty_percent_above_that_of_a_statement(String voice, String words) throws Exception {
        double asked = Pitch.ofTheEnd(speak(voice, words + "?"));
        double stated = Pitch.ofTheEnd(speak(voice, words + "."));

        System.out.printf("%s, '%s': asked %.0f Hz, stated %.0f Hz, ratio %.2f%n", voice, words, asked, stated, asked / stated);
        assertThat(asked / stated).as("%.0f Hz over %.0f Hz", asked, stated).isGreaterThanOrEqualTo(1.30);
    }

    @ParameterizedTest
    @ValueSource(strings = {"en_US-bourdon", "en_US-tenor"})
    void a_question_for_a_place_falls(String voice) throws Exception {
        Spoken where = speak(voice, "Where is the box?");

        assertThat(Pitch.ofTheEnd(where)).as("Hz at the end, against the sentence's mean").isLessThan(Pitch.mean(where));
    }

    private static Spoken speak(String voice, String text) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            return client.say(SpeakRequest.of(text).voice(voice).withoutNoise(), Duration.ofSeconds(30));
        }
    }
}
