package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import org.bourdon.error.BourdonException;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily.Point;
import org.bourdon.metric.MetricFamily.Spread;
import org.bourdon.metric.MetricFamily.Value;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.voice.Delivery;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The figures are those of what happened. */
@Timeout(60)
class FiguresTest {

    private static final double MICROSECOND = 1e-6;

    @TempDir
    Path home;

    private Studio studio;
    private Session session;

    @BeforeEach
    void open() throws BourdonException {
        studio = new Studio(home);
        session = studio.desk.connect("test");
    }

    @AfterEach
    void close() {
        session.close();
        studio.close();
    }

    @Test
    void the_time_to_the_first_sound_is_that_of_the_request_and_its_parts_make_it_up() throws Exception {
        long start = System.nanoTime();
        Outcome.Done done = (Outcome.Done) outcomeOf(session.speak(SpeechRequest.of("ab. c")));
        double elapsed = (System.nanoTime() - start) / 1e9;

        Spread whole = spread("bourdon_first_audio_seconds", "tone");
        assertThat(whole.count()).isEqualTo(1);
        assertThat(whole.sum()).as("seconds to the first sound").isBetween(done.toFirstAudio().toNanos() / 1e9, elapsed);
        double parts = 0;
        for (String part : List.of("text", "queue", "inference")) {
            Spread spread = spread("bourdon_first_audio_part_seconds", "tone", part);
            assertThat(spread.count()).as(part).isEqualTo(1);
            assertThat(spread.sum()).as("seconds of " + part).isGreaterThanOrEqualTo(0);
            parts += spread.sum();
        }
        assertThat(parts).as("all parts").isCloseTo(whole.sum(), within(MICROSECOND));
    }

    @Test
    void the_real_time_factor_is_the_engines_time_over_the_sound_it_computed() throws Exception {
        Outcome.Done done = (Outcome.Done) outcomeOf(session.speak(SpeechRequest.of("abcde")));

        double seconds = (double) done.samples() / ToneVoices.RATE;
        assertThat(value("bourdon_audio_seconds_total", "tone")).isEqualTo(seconds);
        assertThat(value("bourdon_inference_seconds_total", "tone")).isCloseTo(done.synthesis().toNanos() / 1e9, within(MICROSECOND));
        assertThat(spread("bourdon_real_time_factor", "tone").sum()).isCloseTo(done.synthesis().toNanos() / 1e9 / seconds, within(MICROSECOND));
    }

    @Test
    void a_client_that_keeps_its_text_waiting_does_not_make_the_voice_slow() throws Exception {
        studio.engine.hold();
        SpeechStream stream = session.speak(new SpeechRequest("a", true, VoiceChoice.ANY, Delivery.PLAIN, Optional.empty()));
        long silence = Duration.ofMillis(300).toNanos();
        long start = System.nanoTime();
        while (System.nanoTime() - start < silence) {
            assertThat(stream.next(Duration.ofMillis(50))).as("sound of half a sentence").isEmpty();
        }
        long whole = System.nanoTime();
        stream.append(". ", Duration.ofSeconds(1));
        stream.finish();
        studio.engine.step(2);
        outcomeOf(stream);

        assertThat(spread("bourdon_first_audio_seconds", "tone").sum()).as("seconds from the whole sentence to its sound")
                .isLessThanOrEqualTo((System.nanoTime() - whole) / 1e9);
    }

    @Test
    void who_gives_up_or_fails_counts_under_its_reason_and_with_its_first_sound() throws Exception {
        studio.engine.hold();
        SpeechStream stream = session.speak(SpeechRequest.of("abc"));
        studio.engine.step(1);
        SpeechDeskTest.awaitAudio(stream);
        stream.cancel(CancelReason.ASKED);
        outcomeOf(stream);
        outcomeOf(session.speak(new SpeechRequest("abc", false, VoiceChoice.ANY, Delivery.PLAIN, Optional.of(Duration.ofMillis(20)))));

        assertThat(value("bourdon_requests_total", "tone", "cancelled")).isEqualTo(1);
        assertThat(value("bourdon_cancellations_total", "asked")).isEqualTo(1);
        assertThat(value("bourdon_cancellations_total", "client_gone")).isZero();
        assertThat(value("bourdon_requests_total", "tone", "failed")).isEqualTo(1);
        assertThat(value("bourdon_failures_total", "deadline_exceeded")).isEqualTo(1);
        assertThat(spread("bourdon_first_audio_seconds", "tone").count()).as("first sounds").isEqualTo(1);
    }

    @Test
    void what_is_refused_at_once_counts_by_its_reason_and_the_daemons_own_sentences_do_not_count() throws Exception {
        assertThatThrownBy(() -> session.speak(new SpeechRequest("a", false, VoiceChoice.of("nobody"), Delivery.PLAIN, Optional.empty())))
                .isInstanceOf(BourdonException.class);
        try (Session rehearsal = studio.desk.rehearse()) {
            outcomeOf(rehearsal.speak(SpeechRequest.of("ab. c")));
        }

        assertThat(value("bourdon_requests_refused_total", "voice_not_found")).isEqualTo(1);
        assertThat(points("bourdon_requests_total")).isEmpty();
        assertThat(value("bourdon_sessions")).isEqualTo(1);
        assertThat(value("bourdon_requests_active")).isZero();
    }

    private double value(String family, String... labels) {
        return ((Value) point(family, labels)).value();
    }

    private Spread spread(String family, String... labels) {
        return (Spread) point(family, labels);
    }

    private Point point(String family, String... labels) {
        List<Point> found = points(family).stream()
                .filter(point -> point.labels().stream().map(Label::value).collect(Collectors.toSet()).equals(Set.of(labels))).toList();
        assertThat(found).as("%s of %s", family, List.of(labels)).hasSize(1);
        return found.getFirst();
    }

    private List<Point> points(String family) {
        return studio.desk.metrics().stream().filter(one -> one.name().equals(family)).flatMap(one -> one.points().stream()).toList();
    }
}
