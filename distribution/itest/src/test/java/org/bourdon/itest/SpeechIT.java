package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a client gets for its text, over the socket. */
class SpeechIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final String BOOK = "This is one of very many sentences in a long book. ".repeat(2_000);

    @RegisterExtension
    static final DaemonExtension DAEMON = new DaemonExtension();

    @ParameterizedTest
    @CsvSource({"en_US-bourdon,32000", "en_US-tenor,16000"})
    void a_voice_speaks_at_its_own_rate(String voice, int rate) throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken spoken = client.say(SpeakRequest.of("Hello from the daemon. It speaks twice.").voice(voice), PATIENCE);

            assertThat(spoken.outcome()).isEqualTo("done");
            assertThat(spoken.voice()).isEqualTo(voice);
            assertThat(spoken.sampleRateHz()).isEqualTo(rate);
            assertThat(spoken.format()).isEqualTo("s16le");
            assertThat(spoken.pcm().length).as("bytes received").isEqualTo((int) (2 * spoken.samples()));
            assertThat(spoken.seconds()).isBetween(1.0, 6.0);
            assertThat(spoken.sentences()).isEqualTo(2);
            assertThat(spoken.marks()).extracting(Spoken.Mark::sentence).containsExactly(0, 1);
            assertThat(spoken.marks().getFirst().atSample()).isZero();
            assertThat(peak(spoken.floats())).as("peak").isBetween(0.1f, 1f);
        }
    }

    @Test
    void the_greeting_names_process_folder_and_default_voice() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            JsonNode hello = client.greeting().path("params");

            assertThat(client.daemonPid()).isEqualTo(DAEMON.get().process().pid());
            assertThat(hello.path("home").asText()).isEqualTo(DAEMON.get().home().folder().toString());
            assertThat(hello.path("default_voice").asText()).isEqualTo("en_US-bourdon");
            assertThat(hello.path("protocol").asInt()).isEqualTo(1);
        }
    }

    @Test
    void a_second_request_on_the_same_connection_is_answered_like_the_first() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            byte[] first = client.say(SpeakRequest.of("Once more.").withoutNoise(), PATIENCE).pcm();
            byte[] second = client.say(SpeakRequest.of("Once more.").withoutNoise(), PATIENCE).pcm();

            assertThat(second).isEqualTo(first);
        }
    }

    @Test
    void floats_and_integers_carry_the_same_sound() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            float[] integers = client.say(SpeakRequest.of("The same sound.").withoutNoise(), PATIENCE).floats();
            float[] floats = client.say(SpeakRequest.of("The same sound.").withoutNoise().floats(), PATIENCE).floats();

            assertThat(integers).hasSameSizeAs(floats);
            for (int i = 0; i < floats.length; i++) {
                assertThat(integers[i]).as("sample %d", i).isCloseTo(floats[i], org.assertj.core.data.Offset.offset(1.01f / 32768 + Math.abs(floats[i]) / 32768));
            }
        }
    }

    @Test
    void twice_the_speed_takes_about_half_the_time() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            String text = "The wind blew the leaves across the road.";
            double plain = client.say(SpeakRequest.of(text), PATIENCE).seconds();
            double fast = client.say(SpeakRequest.of(text).speed(2), PATIENCE).seconds();

            assertThat(fast / plain).isBetween(0.4, 0.65);
        }
    }

    @Test
    void little_silence_comes_before_the_first_sound() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Spoken spoken = client.say(SpeakRequest.of("All of it is here.").withoutNoise(), PATIENCE);

            float[] sound = spoken.floats();
            float threshold = 0.02f * peak(sound);
            int first = 0;
            while (Math.abs(sound[first]) < threshold) {
                first++;
            }
            assertThat(1000.0 * first / spoken.sampleRateHz()).as("ms before the first sample over 2 %% of the peak").isLessThan(60);
        }
    }

    @Test
    void text_that_comes_in_pieces_is_one_speech() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Speech speech = client.speak(SpeakRequest.of("This is the first sentence. And th").more());
            speech.awaitFirstAudio(PATIENCE);
            client.append(speech, "is is the second");
            client.append(speech, " one. The last has no stop");
            assertThat(speech.hasEnded()).as("ended before finish").isFalse();
            client.finish(speech);

            Spoken spoken = speech.await(PATIENCE);
            assertThat(spoken.outcome()).isEqualTo("done");
            assertThat(spoken.sentences()).isEqualTo(3);
            assertThat(spoken.marks()).extracting(Spoken.Mark::text).element(1).asString().contains("And this is the second one.");
        }
    }

    @Test
    void a_cancelled_speech_ends_as_cancelled_and_nothing_follows() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Speech book = client.speak(BOOK);
            book.awaitFirstAudio(PATIENCE);

            assertThat(client.cancel(book)).isTrue();
            Spoken spoken = book.await(PATIENCE);

            assertThat(spoken.outcome()).isEqualTo("cancelled");
            assertThat(spoken.reason()).contains("ASKED");
            assertThat(client.cancel(book)).as("a second cancel finds nothing").isFalse();
            assertThat(client.say("Still here.").outcome()).isEqualTo("done");
        }
    }

    @Test
    void a_speech_over_its_deadline_fails_and_says_so() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            Speech book = client.speak(SpeakRequest.of(BOOK).deadline(Duration.ofMillis(150)));

            assertThatThrownBy(() -> book.await(PATIENCE)).isInstanceOfSatisfying(NativeError.class,
                    error -> assertThat(error.errorName()).isEqualTo("DEADLINE_EXCEEDED"));
        }
    }

    @Test
    void several_speeches_on_one_connection_keep_to_their_own_ids() throws Exception {
        try (NativeClient client = DAEMON.connect()) {
            List<String> texts = Sentences.ALL.subList(0, 6);
            List<byte[]> alone = new ArrayList<>();
            for (String text : texts) {
                alone.add(client.say(SpeakRequest.of(text).withoutNoise(), PATIENCE).pcm());
            }
            List<Speech> together = new ArrayList<>();
            for (String text : texts) {
                together.add(client.speak(SpeakRequest.of(text).withoutNoise()));
            }

            for (int i = 0; i < texts.size(); i++) {
                assertThat(together.get(i).await(PATIENCE).pcm()).as(texts.get(i)).isEqualTo(alone.get(i));
            }
        }
    }

    @Test
    void two_clients_with_the_same_ids_get_only_their_own() throws Exception {
        try (NativeClient one = DAEMON.connect(); NativeClient two = DAEMON.connect()) {
            assertThat(one.session()).isNotEqualTo(two.session());
            byte[] short1 = one.say(SpeakRequest.of("One.").withoutNoise(), PATIENCE).pcm();
            byte[] long2 = two.say(SpeakRequest.of("The other client says something longer.").withoutNoise(), PATIENCE).pcm();

            for (int round = 0; round < 20; round++) {
                Speech a = one.speak(SpeakRequest.of("One.").withoutNoise());
                Speech b = two.speak(SpeakRequest.of("The other client says something longer.").withoutNoise());

                assertThat(a.id()).isEqualTo(b.id());
                assertThat(a.await(PATIENCE).pcm()).isEqualTo(short1);
                assertThat(b.await(PATIENCE).pcm()).isEqualTo(long2);
            }
        }
    }

    @Test
    void what_a_vanished_client_had_asked_for_is_never_synthesised() throws Exception {
        long before = sentences();
        NativeClient client = DAEMON.connect();
        Speech book = client.speak(BOOK);
        book.awaitFirstAudio(PATIENCE);
        client.vanish();

        Await.until("no request is active", PATIENCE, () -> DAEMON.get().status().path("requests").path("active").asInt() == 0);
        long atRest = sentences();
        try (NativeClient other = DAEMON.connect()) {
            other.say("One.");
            other.say("Two.");
        }

        assertThat(sentences() - atRest).as("sentences synthesised since, of which two were asked for").isEqualTo(2);
        assertThat(atRest - before).as("sentences of 2,000 that were synthesised").isLessThan(1_000);
    }

    @Test
    void health_and_status_answer_while_a_book_is_read() throws Exception {
        try (NativeClient reader = DAEMON.connect(); NativeClient other = DAEMON.connect()) {
            Speech book = reader.speak(BOOK);
            book.awaitFirstAudio(PATIENCE);

            assertThat(other.call("health", NativeClient.params()).path("alive").asBoolean()).isTrue();
            assertThat(other.status().path("requests").path("active").asInt()).isPositive();
            reader.cancel(book);
            book.await(PATIENCE);
        }
    }

    private static long sentences() throws Exception {
        return DAEMON.get().status().path("requests").path("sentences").asLong(-1);
    }

    private static float peak(float[] sound) {
        float peak = 0;
        for (float sample : sound) {
            peak = Math.max(peak, Math.abs(sample));
        }
        return peak;
    }
}
