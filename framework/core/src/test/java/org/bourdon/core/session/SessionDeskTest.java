package org.bourdon.core.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioFormat.Container;
import org.bourdon.audio.session.AudioSession;
import org.bourdon.audio.session.AudioSessionEnd;
import org.bourdon.audio.session.AudioSessionEvent;
import org.bourdon.audio.session.AudioSessionRequest;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(30)
class SessionDeskTest {

    private static final AudioFormat MONO = new AudioFormat(Container.PCM, 24_000, 1, 16);
    private static final Duration PATIENCE = Duration.ofSeconds(20);

    private final SessionDesk desk = desk("null", Duration.ofMillis(50));

    private static SessionDesk desk(String sink, Duration resume) {
        SessionDesk desk = new SessionDesk(new SessionLimits(sink, 4, Duration.ofSeconds(1), Duration.ofMillis(20), resume, Duration.ofMinutes(1)),
                System::nanoTime, Clock.systemUTC());
        desk.addSink(new NullSink());
        return desk;
    }

    @AfterEach
    void nothing_stays() {
        desk.close();
        assertThat(desk.sessions()).isEmpty();
    }

    @Test
    void sessions_side_by_side_play_each_its_own_sound_into_its_own_file(@TempDir Path folder) throws Exception {
        SessionDesk files = desk("file", Duration.ofMillis(50));
        files.addSink(new FileSinks(folder, 10, 1_000_000, Clock.systemUTC()));
        List<byte[]> sounds = new ArrayList<>();
        List<AudioSession> sessions = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            byte[] sound = new byte[10_001];
            new Random(i).nextBytes(sound);
            sounds.add(sound);
            sessions.add(files.open(new AudioSessionRequest("s" + i, new AudioFormat(Container.PCM, 24_000, 1, i == 0 ? 8 : 16), false)));
        }
        for (int at = 0; at < 10_001; at += 700) {
            for (int i = 0; i < 4; i++) {
                sessions.get(i).push(Arrays.copyOfRange(sounds.get(i), at, Math.min(10_001, at + 700)), PATIENCE);
            }
        }
        for (AudioSession session : sessions) {
            session.finish();
        }
        for (AudioSession session : sessions) {
            AudioSessionEvent.Ended ended = end(session);
            assertThat(ended.end()).isEqualTo(new AudioSessionEnd.Played());
            assertThat(ended.statistics().bytesReceived()).isEqualTo(10_001);
        }
        for (int i = 0; i < 4; i++) {
            byte[] file = Files.readAllBytes(file(folder, sessions.get(i).id()));
            int length = i == 0 ? 10_001 : 10_000;
            assertThat(java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(40)).as("length in the head").isEqualTo(length);
            assertThat(java.nio.ByteBuffer.wrap(file).order(java.nio.ByteOrder.LITTLE_ENDIAN).getInt(4)).isEqualTo(file.length - 8);
            assertThat(Arrays.copyOfRange(file, 44, 44 + length)).as("sound of session %d", i).isEqualTo(Arrays.copyOf(sounds.get(i), length));
        }
        files.close();
        assertThat(files.sessions()).isEmpty();
    }

    @Test
    void old_files_make_room_for_new_ones_and_others_stay(@TempDir Path folder) throws Exception {
        FileSinks sinks = new FileSinks(folder, 2, 1_000_000, Clock.systemUTC());
        Files.writeString(folder.resolve("mine.wav"), "keep");
        for (int i = 0; i < 4; i++) {
            sinks.open("a" + i, MONO).close();
        }
        try (Stream<Path> left = Files.list(folder)) {
            assertThat(left.map(file -> file.getFileName().toString()).map(name -> name.replaceAll("^\\d.*-", "")))
                    .containsExactlyInAnyOrder("mine.wav", "a2.session.wav", "a3.session.wav");
        }
    }

    @Test
    void a_file_that_grows_too_long_fails_and_what_was_written_is_whole(@TempDir Path folder) throws Exception {
        var sink = new FileSinks(folder, 2, 1_000, Clock.systemUTC()).open("a1", MONO);
        sink.write(new float[400]);
        assertThatThrownBy(() -> sink.write(new float[100])).isInstanceOf(BourdonException.class).hasMessageContaining("as long as a file may be");
        sink.close();
        sink.close();
        assertThat(Files.readAllBytes(file(folder, "a1"))).hasSize(844);
    }

    @Test
    void a_session_is_taken_up_again_with_its_token_alone() throws Exception {
        SessionDesk patient = desk("null", Duration.ofMinutes(1));
        AudioSession session = patient.open(new AudioSessionRequest("s1", MONO, false));
        AudioSession other = patient.open(new AudioSessionRequest("s2", MONO, false));
        session.detach();
        assertThat(session.token()).hasSize(32).isNotEqualTo(other.token());
        for (String wrong : List.of("", "0".repeat(32), other.token())) {
            assertThatThrownBy(() -> patient.attach(session.id(), wrong)).isInstanceOfSatisfying(BourdonException.class,
                    e -> assertThat(e.code()).isEqualTo(ErrorCode.INVALID_REQUEST)).hasMessageContaining("no audio session");
        }
        AudioSession back = patient.attach(session.id(), session.token());
        back.push(new byte[100], PATIENCE);
        assertThat(back.status().statistics().bytesReceived()).isEqualTo(100);
        assertThat(other.status().statistics().bytesReceived()).isZero();
        patient.close();
        assertThat(patient.sessions()).as("sessions after the daemon has left").isEmpty();
        assertThat(end(back).end()).isInstanceOf(AudioSessionEnd.class);
    }

    @Test
    void a_client_that_is_gone_leaves_nothing_behind() throws Exception {
        AudioSession vanished = desk.open(new AudioSessionRequest("s1", MONO, true));
        vanished.push(new byte[40_000], PATIENCE);
        vanished.detach();
        AudioSession closed = desk.open(new AudioSessionRequest("s2", MONO, false));
        closed.push(new byte[40_000], PATIENCE);
        closed.close();

        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!desk.sessions().isEmpty() && System.nanoTime() < deadline) {
            Thread.onSpinWait();
        }
        assertThat(desk.sessions()).isEmpty();
        assertThat(desk.totals().opened()).isEqualTo(2);
    }

    @Test
    void more_sessions_than_allowed_are_refused_as_busy() throws Exception {
        List<AudioSession> open = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            open.add(desk.open(new AudioSessionRequest("s", MONO, false)));
        }
        assertThatThrownBy(() -> desk.open(new AudioSessionRequest("s", MONO, false))).isInstanceOfSatisfying(BourdonException.class,
                e -> assertThat(e.code()).isEqualTo(ErrorCode.BUSY)).hasMessageContaining("(4)");
        assertThat(desk.sessions()).extracting("id").containsExactly("a1", "a2", "a3", "a4");
        assertThat(desk.idleFor()).isZero();
    }

    @Test
    void formats_and_sinks_that_do_not_fit_are_named() {
        refused(new AudioFormat(Container.PCM, 7_999, 1, 16), "the sample rate is 7999; it lies between 8000 and 48000");
        refused(new AudioFormat(Container.PCM, 48_000, 3, 16), "there are 3 channels; 1 or 2 are valid");
        refused(new AudioFormat(Container.PCM, 48_000, 2, 20), "the bit depth is 20; 8, 16, 24 and 32 are valid");
        assertThatThrownBy(() -> desk("speakers", PATIENCE).open(new AudioSessionRequest("s", MONO, false)))
                .hasMessage("the sink 'speakers' of the settings is not installed; there are null");
    }

    @Test
    void a_daemon_that_leaves_plays_what_it_has_and_takes_nothing_new() throws Exception {
        AudioSession playing = desk.open(new AudioSessionRequest("s1", MONO, false));
        playing.push(new byte[4_800], PATIENCE);
        AudioSession paused = desk.open(new AudioSessionRequest("s2", MONO, false));
        paused.pause();

        desk.beginLeaving();

        assertThat(end(playing).end()).isEqualTo(new AudioSessionEnd.Played());
        assertThat(end(paused).end()).isEqualTo(new AudioSessionEnd.Failed(ErrorCode.SHUTTING_DOWN, "the daemon is leaving"));
        assertThatThrownBy(() -> desk.open(new AudioSessionRequest("s", MONO, false))).hasMessage("the daemon is leaving");
    }

    private void refused(AudioFormat format, String why) {
        assertThatThrownBy(() -> desk.open(new AudioSessionRequest("s", format, false))).isInstanceOf(BourdonException.class).hasMessage(why);
    }

    private static AudioSessionEvent.Ended end(AudioSession session) throws InterruptedException {
        while (true) {
            Optional<AudioSessionEvent> event = session.next(PATIENCE);
            assertThat(event).as("an end within %s", PATIENCE).isPresent();
            if (event.get() instanceof AudioSessionEvent.Ended ended) {
                return ended;
            }
        }
    }

    private static Path file(Path folder, String session) throws Exception {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith("-" + session + ".session.wav")).findAny().orElseThrow();
        }
    }
}
