package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.bourdon.core.speech.SpeechDeskTest.code;
import static org.bourdon.core.speech.SpeechDeskTest.until;
import static org.bourdon.core.speech.Studio.outcomeOf;

import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.bourdon.daemon.DaemonStatus.DeviceStatus;
import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.daemon.DaemonStatus.LaneStatus;
import org.bourdon.engine.Device;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class DevicesTest {

    private static final SpeechLimits ROOMY = new SpeechLimits("tone", 1_000, 64, 16, Duration.ofSeconds(10), Duration.ZERO, 1_000_000);
    private static final Device CUDA = new Device(Device.Kind.CUDA, 1);
    private static final Device MPS = new Device(Device.Kind.MPS, 0);

    @TempDir
    Path home;

    @Test
    void the_first_device_that_is_there_is_used_and_status_says_why_the_others_are_not() throws Exception {
        try (Studio studio = studio("cuda:1,mps,cpu", Map.of(CUDA, "no driver", MPS, "no Apple")); Session session = studio.desk.connect("test")) {
            assertThat(engine(studio).devices()).as("nobody has looked yet").isEmpty();

            assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isInstanceOf(Outcome.Done.class);

            assertThat(engine(studio).device()).isEqualTo("cpu");
            assertThat(engine(studio).devices()).containsExactly(new DeviceStatus("cuda:1", false, "no driver"),
                    new DeviceStatus("mps", false, "no Apple"), new DeviceStatus("cpu", true, ""));
            assertThat(engine(studio).fallback()).contains("runs on cpu and not on cuda:1 (no driver), mps (no Apple)");
        }
    }

    @Test
    void the_preferred_device_is_no_fallback() throws Exception {
        try (Studio studio = studio("cuda:1,cpu", Map.of()); Session session = studio.desk.connect("test")) {
            outcomeOf(session.speak(SpeechRequest.of("a")));

            assertThat(engine(studio).device()).isEqualTo("cuda:1");
            assertThat(engine(studio).fallback()).isEmpty();
            assertThat(engine(studio).lanes()).extracting(LaneStatus::name).containsExactly("lane-tone-cuda1");
        }
    }

    @Test
    void an_engine_without_a_device_has_no_lanes_and_says_why() throws Exception {
        try (Studio studio = studio("cuda:1,mps", Map.of(CUDA, "no driver", MPS, "no Apple")); Session session = studio.desk.connect("test")) {
            String why = "the engine 'tone' can use none of its devices: cuda:1 (no driver), mps (no Apple)";

            assertThat(outcomeOf(session.speak(SpeechRequest.of("a")))).isEqualTo(new Outcome.Failed(ErrorCode.ENGINE_UNAVAILABLE, why));

            until(() -> engine(studio).lanes().isEmpty());
            assertThat(engine(studio).problem()).contains(why);
            assertThatThrownBy(() -> session.speak(SpeechRequest.of("a"))).satisfies(code(ErrorCode.ENGINE_UNAVAILABLE)).hasMessage(why);
        }
    }

    @Test
    void a_gpu_has_one_lane_however_much_waits() throws Exception {
        assertThat(lanesUnderLoad("cuda:1", 4)).isEqualTo(1);
    }

    @Test
    void a_cpu_has_as_many_lanes_as_allowed_when_that_much_waits() throws Exception {
        assertThat(lanesUnderLoad("cpu", 3)).isEqualTo(3);
    }

    private int lanesUnderLoad(String device, int cpuLanes) throws Exception {
        try (Studio studio = new Studio(home, cpuLanes, ROOMY)) {
            studio.lanes.removeEngine(studio.engine);
            ToneEngine engine = new ToneEngine();
            engine.configure(device, Map.of());
            studio.lanes.addEngine(engine);
            try (Session session = studio.desk.connect("test")) {
                List<SpeechStream> all = new ArrayList<>();
                int most = 0;
                for (int i = 0; i < 40; i++) {
                    all.add(session.speak(SpeechRequest.of("abc. def. ghi.")));
                    most = Math.max(most, engine(studio).lanes().size());
                }
                for (SpeechStream stream : all) {
                    assertThat(outcomeOf(stream)).isInstanceOf(Outcome.Done.class);
                    most = Math.max(most, engine(studio).lanes().size());
                }
                until(() -> engine(studio).lanes().size() == 1);
                return most;
            }
        }
    }

    private Studio studio(String devices, Map<Device, String> missing) {
        Studio studio = new Studio(home);
        studio.lanes.removeEngine(studio.engine);
        studio.engine.configure(devices, missing);
        studio.lanes.addEngine(studio.engine);
        return studio;
    }

    private static EngineStatus engine(Studio studio) {
        return studio.lanes.status().getFirst();
    }
}
