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

import org.bourdon.core.model.ModelRegistry;
import org.bourdon.daemon.DaemonStatus.LaneStatus;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Tensors;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHandle;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class LanesTest {

    @TempDir
    Path home;

    @Test
    void a_second_lane_opens_when_work_waits_and_closes_when_idle() throws Exception {
        try (Studio studio = new Studio(home, 2, new SpeechLimits("tone", 1_000, 64, 16, Duration.ofSeconds(10), Duration.ZERO, 1_000_000));
             Session session = studio.desk.connect("test")) {
            assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isInstanceOf(Outcome.Done.class);
            assertThat(lanesOf(studio)).as("lanes of an idle daemon").hasSize(1);

            studio.engine.hold();
            SpeechStream one = session.speak(SpeechRequest.of("aaa. aaa. aaa."));
            until(() -> studio.engine.runs.get() >= 2);
            session.speak(SpeechRequest.of("bbb."));
            until(() -> lanesOf(studio).size() == 2 && lanesOf(studio).get(1).voices().contains("tone"));
            SpeechStream three = session.speak(SpeechRequest.of("ccc."));
            until(() -> lanesOf(studio).get(1).currentJob().isPresent());
            studio.engine.letGo();
            outcomeOf(one);
            outcomeOf(three);

            until(() -> lanesOf(studio).size() == 1);
            until(() -> studio.engine.open.get() == 1);
        }
    }

    @Test
    void a_model_of_a_plugin_runs_on_the_lane_and_is_closed_there() throws Exception {
        try (Studio studio = new Studio(home)) {
            ModelHandle model = new ModelRegistry(studio.lanes)
                    .register(new ModelSource.Bytes("net.tone", ByteBuffer.allocate(1)));

            String thread = model.run((loaded, stop) -> {
                loaded.run(Tensors.of(java.util.Map.of()), stop).close();
                return Thread.currentThread().getName();
            }, Studio.PATIENCE);
            model.close();

            assertThat(thread).isEqualTo("lane-tone-cpu0");
            until(() -> studio.engine.open.get() == 0);
            assertThatThrownBy(() -> model.run((loaded, stop) -> 1, Studio.PATIENCE)).satisfies(code(ErrorCode.ENGINE_UNAVAILABLE));
        }
    }

    @Test
    void a_model_that_does_not_answer_in_time_is_stopped() throws Exception {
        try (Studio studio = new Studio(home)) {
            ModelHandle model = new ModelRegistry(studio.lanes)
                    .register(new ModelSource.Bytes("net.tone", ByteBuffer.allocate(1)));
            studio.engine.hold();

            assertThatThrownBy(() -> model.run((loaded, stop) -> {
                loaded.run(Tensors.of(java.util.Map.of()), stop).close();
                return 1;
            }, Duration.ofMillis(50))).satisfies(code(ErrorCode.DEADLINE_EXCEEDED));
            until(() -> lanesOf(studio).getFirst().currentJob().isEmpty());
        }
    }

    @Test
    void a_damaged_model_says_so_to_whoever_runs_it() {
        try (Studio studio = new Studio(home)) {
            ModelHandle model = new ModelRegistry(studio.lanes)
                    .register(new ModelSource.Bytes("damaged.tone", ByteBuffer.allocate(1)));

            assertThatThrownBy(() -> model.run((loaded, stop) -> 1, Studio.PATIENCE)).satisfies(code(ErrorCode.INVALID_REQUEST))
                    .hasMessage("damaged.tone is damaged");
        }
    }

    private static List<LaneStatus> lanesOf(Studio studio) {
        return studio.lanes.status().getFirst().lanes();
    }
}
