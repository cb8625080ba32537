package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bourdon.core.speech.SpeechDeskTest.code;
import static org.bourdon.core.speech.SpeechDeskTest.until;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.core.model.ModelRegistry;
import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Tensors;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHandle;
import org.bourdon.speech.CancelReason;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.bourdon.speech.VoiceChoice;
import org.bourdon.voice.Delivery;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LostLaneTest {

    private static final SpeechLimits ROOMY = new SpeechLimits("tone", 1_000, 64, 16, Duration.ofSeconds(10), Duration.ZERO, 1_000_000);

    @TempDir
    Path home;

    @Test
    void a_call_that_ignores_its_stop_costs_its_request_and_its_lane_but_not_the_engine() throws Exception {
        try (Studio studio = new Studio(home); Session session = studio.desk.connect("test")) {
            studio.engine.hang(1);
            SpeechStream stuck = session.speak(within(Duration.ofMillis(50), "a"));
            until(() -> studio.engine.runs.get() == 1);

            assertThat(failure(stuck).code()).isEqualTo(ErrorCode.DEADLINE_EXCEEDED);
            until(() -> engine(studio).lost() == 1);
            assertThat(engine(studio).lanes()).as("a lane has taken its place").hasSize(1);
            assertThat(outcomeOf(session.speak(SpeechRequest.of("bb")))).isInstanceOf(Outcome.Done.class);

            studio.engine.letGo();
            until(() -> studio.engine.open.get() == 1);
            assertThat(studio.engine.threads.values()).as("each model is opened, run and closed by one thread")
                    .hasSize(2).allSatisfy(threads -> assertThat(threads).hasSize(1)).doesNotHaveDuplicates();
        }
    }

    @Test
    void one_that_is_cancelled_says_so_and_those_that_wait_behind_it_are_spoken_by_the_new_lane() throws Exception {
        try (Studio studio = new Studio(home, 1, ROOMY); Session session = studio.desk.connect("test")) {
            studio.engine.hang(1);
            SpeechStream stuck = session.speak(SpeechRequest.of("a"));
            until(() -> studio.engine.runs.get() == 1);
            SpeechStream waiting = session.speak(SpeechRequest.of("bb. cc."));
            until(() -> engine(studio).lanes().getFirst().queued() == 1);

            stuck.cancel(CancelReason.ASKED);

            assertThat(outcomeOf(stuck)).isEqualTo(new Outcome.Cancelled(CancelReason.ASKED));
            assertThat(outcomeOf(waiting)).isInstanceOf(Outcome.Done.class);
            assertThat(engine(studio).lost()).isEqualTo(1);
        }
    }

    @Test
    void a_sentence_that_has_begun_on_the_lost_lane_fails() throws Exception {
        try (Studio studio = new Studio(home, 1, ROOMY); Session session = studio.desk.connect("test")) {
            studio.engine.hold();
            SpeechStream begun = session.speak(SpeechRequest.of("bbbbbb"));
            studio.engine.step(2);
            until(() -> studio.engine.runs.get() == 3);
            SpeechStream stuck = session.speak(SpeechRequest.of("a"));
            until(() -> engine(studio).lanes().getFirst().queued() == 1);
            studio.engine.hang(1);
            studio.engine.step(1);
            until(() -> studio.engine.runs.get() == 4);

            stuck.cancel(CancelReason.ASKED);

            Outcome.Failed failed = failure(begun);
            assertThat(failed.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
            assertThat(failed.message()).contains("did not come back within 200 ms");
        }
    }

    @Test
    void a_step_that_runs_for_too_long_is_stopped_and_its_lane_lost_only_if_it_does_not_listen() throws Exception {
        try (Studio studio = new Studio(home, 1, ROOMY, Duration.ofMillis(200)); Session session = studio.desk.connect("test")) {
            studio.engine.hold();
            Outcome.Failed listens = failure(session.speak(SpeechRequest.of("a")));
            assertThat(listens.code()).isEqualTo(ErrorCode.ENGINE_FAILED);
            assertThat(listens.message()).isEqualTo("a step of the engine 'tone' took longer than 200 ms and was stopped");
            until(() -> engine(studio).lanes().getFirst().currentJob().isEmpty());
            assertThat(engine(studio).lost()).isZero();

            studio.engine.hang(1);
            assertThat(failure(session.speak(SpeechRequest.of("a"))).code()).isEqualTo(ErrorCode.ENGINE_FAILED);
            until(() -> engine(studio).lost() == 1);
        }
    }

    @Test
    void a_model_of_a_plugin_is_opened_again_on_the_new_lane() throws Exception {
        try (Studio studio = new Studio(home); ModelHandle model = new ModelRegistry(studio.lanes)
                .register(new ModelSource.Bytes("net.tone", ByteBuffer.allocate(1)))) {
            until(() -> studio.engine.open.get() == 1);
            studio.engine.hang(1);

            assertThatThrownBy(() -> run(model, Duration.ofMillis(20))).satisfies(code(ErrorCode.DEADLINE_EXCEEDED));

            until(() -> studio.engine.open.get() == 2);
            assertThat(run(model, Studio.PATIENCE)).isEqualTo("lane-tone-cpu0");
        }
    }

    @Test
    void an_engine_that_loses_lane_after_lane_is_given_up_until_one_of_them_comes_back() throws Exception {
        try (Studio studio = new Studio(home); Session session = studio.desk.connect("test")) {
            for (int i = 1; i <= Studio.MOST_LOST; i++) {
                int lanes = i;
                studio.engine.hang(1);
                failure(session.speak(within(Duration.ofMillis(20), "a")));
                until(() -> engine(studio).lost() == lanes);
            }
            until(() -> engine(studio).problem().isPresent());

            assertThat(engine(studio).problem()).contains("the engine 'tone' is given up: 3 of its lanes are lost in native calls that do not come back");
            assertThat(engine(studio).lanes()).isEmpty();
            assertThatThrownBy(() -> session.speak(SpeechRequest.of("a"))).satisfies(code(ErrorCode.ENGINE_UNAVAILABLE))
                    .hasMessageContaining("is given up");

            studio.engine.letGo();
            until(() -> engine(studio).problem().isEmpty());
            assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isInstanceOf(Outcome.Done.class);
        }
    }

    @Test
    void other_engines_go_on_and_leaving_does_not_wait_for_a_lost_lane() throws Exception {
        try (Studio studio = new Studio(home, 1, ROOMY)) {
            studio.engine.hang(1);
            try (Session session = studio.desk.connect("test")) {
                session.speak(SpeechRequest.of("a"));
                until(() -> studio.engine.runs.get() == 1);
            }
            long start = System.nanoTime();
            studio.lanes.removeEngine(studio.engine);

            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(5));
            assertThat(lostThreads()).as("threads left in a native call").isNotEmpty();
            ToneEngine other = new ToneEngine();
            studio.lanes.addEngine(other);
            try (Session session = studio.desk.connect("test")) {
                assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isInstanceOf(Outcome.Done.class);
            }
            assertThat(other.threads.values()).allSatisfy(threads -> assertThat(threads).doesNotContainAnyElementsOf(lostThreads()));
            studio.engine.letGo();
            until(() -> studio.engine.open.get() == 0);
        }
    }

    private static List<Thread> lostThreads() {
        return Thread.getAllStackTraces().keySet().stream().filter(thread -> thread.getName().startsWith("lost-lane-tone")).toList();
    }

    private static String run(ModelHandle model, Duration patience) throws Exception {
        return model.run((loaded, stop) -> {
            loaded.run(Tensors.of(Map.of()), stop).close();
            return Thread.currentThread().getName();
        }, patience);
    }

    private static SpeechRequest within(Duration deadline, String text) {
        return new SpeechRequest(text, false, VoiceChoice.ANY, Delivery.PLAIN, Optional.of(deadline));
    }

    private static Outcome.Failed failure(SpeechStream stream) throws InterruptedException {
        Outcome outcome = outcomeOf(stream);
        assertThat(outcome).isInstanceOf(Outcome.Failed.class);
        return (Outcome.Failed) outcome;
    }

    private static EngineStatus engine(Studio studio) {
        return studio.lanes.status().getFirst();
    }
}
