package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;

import org.bourdon.itest.listener.Hearing;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Somebody listens: what the daemon says is understood. */
class ListeningIT {

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    private static final int FEW = 6;
    private static final int MANY = 30;

    private static final Hearing HEARING = new Hearing();

    @AfterAll
    static void close() {
        HEARING.close();
    }

    /** Six sentences are enough where they are understood; where not, chance is asked to come again with as many more. */
    @ParameterizedTest
    @ValueSource(strings = {"en_US-bourdon", "en_US-tenor"})
    void at_most_ten_words_in_a_hundred_are_misheard(String voice) throws Exception {
        Hearing.Report report = listenTo(voice, Sentences.ALL.subList(0, FEW));
        for (int from = FEW; from < MANY && report.errors().rate() > 0.10; from += FEW) {
            report = report.plus(listenTo(voice, Sentences.ALL.subList(from, from + FEW)));
        }

        assertThat(report.errors().rate()).as("%s: %s", voice, report).isLessThanOrEqualTo(0.10);
    }

    @Tag("soak")
    @ParameterizedTest
    @ValueSource(strings = {"en_US-bourdon", "en_US-tenor"})
    void at_most_eight_words_in_a_hundred_are_misheard_over_sixty_sentences(String voice) throws Exception {
        Hearing.Report report = listenTo(voice, Sentences.ALL);

        assertThat(report.errors().rate()).as("%s: %s", voice, report).isLessThanOrEqualTo(0.08);
    }

    private static Hearing.Report listenTo(String voice, List<String> sentences) throws Exception {
        List<Hearing.Utterance> utterances = new ArrayList<>();
        try (NativeClient client = DAEMON.connect()) {
            for (String sentence : sentences) {
                Spoken spoken = client.say(SpeakRequest.of(sentence).voice(voice), java.time.Duration.ofSeconds(30));
                utterances.add(new Hearing.Utterance(sentence, spoken.floats(), spoken.sampleRateHz()));
            }
        }
        Hearing.Report report = HEARING.listenTo(utterances);
        System.out.printf("%s: %d errors in %d words, %.1f %%%n", voice, report.errors().errors(), report.errors().words(), 100 * report.errors().rate());
        return report;
    }
}
