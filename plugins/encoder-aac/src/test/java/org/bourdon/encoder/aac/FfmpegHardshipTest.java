package org.bourdon.encoder.aac;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** An ffmpeg that is not there, hangs, dies or talks too much. */
@Timeout(60)
@DisabledOnOs(value = OS.WINDOWS, disabledReason = "what stands in for ffmpeg is a shell script")
class FfmpegHardshipTest {

    private static final int RATE = 24_000;
    private static final Duration PATIENCE = Duration.ofMillis(400);

    @TempDir
    Path folder;

    @Test
    void without_ffmpeg_the_format_is_not_offered_and_the_refusal_names_it() {
        AacEncoderFactory factory = new AacEncoderFactory(new Ffmpeg(folder.resolve("ffmpeg").toString()), 1, PATIENCE);

        assertThat(factory.obstacle()).get().asString().contains("aac needs ffmpeg").contains("install").doesNotContain("\n");
        assertThatThrownBy(() -> factory.open(RATE, Packing.LIVE)).isInstanceOfSatisfying(BourdonException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED)).hasMessageContaining("ffmpeg");
    }

    @Test
    void installing_it_is_all() throws Exception {
        AacEncoderFactory factory = new AacEncoderFactory(new Ffmpeg(folder.resolve("ffmpeg").toString()), 1, PATIENCE);
        assertThat(factory.obstacle()).isPresent();

        script("exit 0");

        assertThat(factory.obstacle()).isEmpty();
    }

    @Test
    void one_that_hangs_is_given_up_and_leaves_no_process() throws Exception {
        AacEncoderFactory factory = factory("exec sleep 600", 1);
        AudioEncoder encoder = factory.open(RATE, Packing.LIVE);
        long pid = factory.processes().getFirst();

        assertFails(() -> encoder.encode(new float[RATE]), "nothing came within 400 ms");
        encoder.close();

        assertGone(pid);
        assertThat(factory.processes()).isEmpty();
    }

    @Test
    void one_that_does_not_end_is_given_up() throws Exception {
        AacEncoderFactory factory = factory("exec sleep 600", 1);
        try (AudioEncoder encoder = factory.open(RATE, Packing.FILE)) {
            assertFails(encoder::finish, "nothing came within 400 ms");
        }
    }

    @Test
    void one_that_dies_says_why() throws Exception {
        AacEncoderFactory factory = factory("echo 'Unknown encoder aac' >&2; exit 1", 1);
        try (AudioEncoder encoder = factory.open(RATE, Packing.LIVE)) {
            assertFails(() -> {
                encoder.encode(new float[10 * RATE]);
                encoder.finish();
            }, "Unknown encoder aac");
        }
    }

    @Test
    void one_that_complains_without_end_does_not_stand_still_or_fill_the_memory() throws Exception {
        AacEncoderFactory factory = factory("head -c 3000000 /dev/zero | tr '\\0' 'x' >&2; exit 1", 1);
        try (AudioEncoder encoder = factory.open(RATE, Packing.LIVE)) {
            assertThatThrownBy(encoder::finish).isInstanceOf(BourdonException.class)
                    .satisfies(error -> assertThat(error.getMessage()).hasSizeLessThan(1_000));
        }
    }

    @Test
    void one_that_writes_nonsense_without_end_is_stopped() throws Exception {
        AacEncoderFactory factory = new AacEncoderFactory(new Ffmpeg(script("exec cat /dev/zero").toString()), 1, Duration.ofSeconds(20));
        try (AudioEncoder encoder = factory.open(RATE, Packing.LIVE)) {
            assertThatThrownBy(encoder::finish).isInstanceOf(BourdonException.class);
        }
    }

    @Test
    void there_are_no_more_processes_than_may_be_and_the_end_of_one_makes_room() throws Exception {
        AacEncoderFactory factory = factory("exec sleep 600", 2);
        List<AudioEncoder> open = new ArrayList<>(List.of(factory.open(RATE, Packing.LIVE), factory.open(RATE, Packing.LIVE)));

        assertThatThrownBy(() -> factory.open(RATE, Packing.LIVE)).isInstanceOfSatisfying(BourdonException.class,
                refusal -> assertThat(refusal.code()).isEqualTo(ErrorCode.BUSY));
        open.removeFirst().close();
        open.add(factory.open(RATE, Packing.LIVE));

        List<Long> pids = factory.processes();
        factory.close();
        pids.forEach(FfmpegHardshipTest::assertGone);
        AudioEncoder stopped = open.getFirst();
        assertThatThrownBy(() -> stopped.encode(new float[RATE])).isInstanceOf(BourdonException.class);
        open.forEach(AudioEncoder::close);
    }

    private AacEncoderFactory factory(String script, int most) throws IOException {
        return new AacEncoderFactory(new Ffmpeg(script(script).toString()), most, PATIENCE);
    }

    private Path script(String text) throws IOException {
        Path file = Files.writeString(folder.resolve("ffmpeg"), "#!/bin/sh\n" + text + "\n");
        return Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwx------"));
    }

    private static void assertFails(org.assertj.core.api.ThrowableAssert.ThrowingCallable step, String why) {
        assertThatThrownBy(step).isInstanceOfSatisfying(BourdonException.class, error -> assertThat(error.code()).isEqualTo(ErrorCode.ENGINE_FAILED))
                .hasMessageContaining(why);
    }

    private static void assertGone(long pid) {
        ProcessHandle.of(pid).ifPresent(process -> assertThat(process.onExit().completeOnTimeout(process, 10, TimeUnit.SECONDS).join().isAlive()).isFalse());
    }
}
