package org.bourdon.audio.contract;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The contract of {@link AudioEncoderFactory} and {@link AudioEncoder}. A format's test extends it and gives the factory and a decoder. */
public abstract class AudioEncoderContract {

    private static final int RATE = 32_000;
    /** The rates of voices, and a few that clients bring. */
    private static final List<Integer> RATES = List.of(8_000, 16_000, 22_050, 24_000, 32_000, 44_100);
    /** Of sound, how much may go in before a listener gets something of it. */
    private static final double FIRST_SECONDS = 0.25;
    private static final double STEP_SECONDS = 0.02;
    private static final int MOST_HELD_BACK = 64 * 1024;

    protected abstract AudioEncoderFactory factory();

    /** Decodes by other means than the encoder's own code. */
    protected abstract Decoded decode(byte[] encoded) throws Exception;

    /** What the decoded sound is at least like; {@code 1} is for formats without loss, and means to the bit of 16-bit samples. */
    protected abstract double likeness(int sampleRateHz);

    /** By how much a live stream may be longer than its sound: what a format cannot say without knowing the end. */
    protected abstract double excessSeconds(Packing packing);

    @Test
    void it_has_a_name_in_lower_case_and_a_media_type() {
        assertThat(factory().format()).matches("[a-z0-9]+");
        assertThat(factory().mediaType()).matches("audio/[a-z0-9.+-]+");
    }

    @ParameterizedTest
    @EnumSource
    void however_the_sound_is_cut_the_bytes_are_the_same(Packing packing) throws Exception {
        float[] sound = TestSound.speechLike(0.6, RATE);
        byte[] whole = encode(packing, RATE, List.of(sound));

        assertThat(encode(packing, RATE, cut(sound, new Random(1), 3_000))).as("pieces of any length").isEqualTo(whole);
        assertThat(encode(packing, RATE, cut(sound, new Random(2), 40))).as("small pieces, some of them empty").isEqualTo(whole);
    }

    @ParameterizedTest
    @EnumSource
    void the_decoded_sound_is_the_sound(Packing packing) throws Exception {
        for (int rate : packing == Packing.FILE ? RATES : List.of(RATE)) {
            if (factory().takes(rate)) {
                float[] sound = TestSound.speechLike(0.73, rate);
                Decoded decoded = decode(encode(packing, rate, cut(sound, new Random(rate), rate / 20)));

                assertAlike(decoded, sound, rate, packing);
            }
        }
    }

    private void assertAlike(Decoded decoded, float[] sound, int rate, Packing packing) {
        double seconds = (double) sound.length / rate;
        assertThat(decoded.seconds()).as("%s: seconds at %d Hz", packing, rate)
                .isBetween(seconds - 0.5 / rate, seconds + excessSeconds(packing) + 1.5 / decoded.sampleRateHz());
        if (likeness(rate) == 1) {
            assertThat(decoded.sampleRateHz()).isEqualTo(rate);
            assertThat(integers(decoded.samples(), 32_768)).as("samples at %d Hz", rate).isEqualTo(integers(sound, 32_767));
        } else {
            float[] comparable = decoded.sampleRateHz() == rate ? sound : TestSound.speechLike(seconds, decoded.sampleRateHz());
            assertThat(bestLikeness(comparable, decoded, packing)).as("%s: likeness at %d Hz", packing, rate).isGreaterThan(likeness(rate));
        }
    }

    /** A live stream may begin with the codec's own delay; a file says how long that is, and the decoder has taken it away. */
    private double bestLikeness(float[] sound, Decoded decoded, Packing packing) {
        int most = (int) (excessSeconds(packing) * decoded.sampleRateHz());
        return IntStream.rangeClosed(0, most)
                .mapToDouble(shift -> TestSound.correlation(sound, Arrays.copyOfRange(decoded.samples(), shift, decoded.samples().length))).max().orElseThrow();
    }

    private static int[] integers(float[] samples, int fullScale) {
        int[] integers = new int[samples.length];
        for (int i = 0; i < integers.length; i++) {
            integers[i] = (int) Math.rint(samples[i] * fullScale);
        }
        return integers;
    }

    @ParameterizedTest
    @EnumSource
    void a_stream_without_sound_is_valid(Packing packing) throws Exception {
        byte[] empty = encode(packing, RATE, List.of());

        assertThat(empty).isNotNull().isEqualTo(encode(packing, RATE, List.of(new float[0])));
        assertThat(isValidWithoutSound(empty)).as("%d bytes without sound are a stream", empty.length).isTrue();
    }

    /** Whether decoders take the bytes for a stream without sound, or with the codec's own delay at most. */
    protected abstract boolean isValidWithoutSound(byte[] encoded) throws Exception;

    @Test
    void a_listener_gets_sound_early_and_evenly() throws Exception {
        float[] sound = TestSound.speechLike(1.5, RATE);
        int step = (int) (STEP_SECONDS * RATE);
        try (AudioEncoder encoder = factory().open(RATE, Packing.LIVE)) {
            byte[] beginning = encoder.encode(new float[0]);
            int waited = 0;
            for (int at = 0; at < sound.length; at += step) {
                waited += step;
                if (encoder.encode(Arrays.copyOfRange(sound, at, at + step)).length > 0) {
                    waited = 0;
                }
                assertThat((double) waited / RATE).as("seconds of sound for which nothing came, after %d bytes of beginning", beginning.length)
                        .isLessThan(FIRST_SECONDS);
            }
            assertThat(encoder.finish().head()).as("nothing is changed afterwards").isEmpty();
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_it_holds_back_is_bounded(Packing packing) throws Exception {
        float[] sound = TestSound.speechLike(1, RATE);
        try (AudioEncoder encoder = factory().open(RATE, packing)) {
            for (int second = 0; second < 5; second++) {
                encoder.encode(sound);
            }
            AudioEncoder.Ending ending = encoder.finish();
            assertThat(ending.bytes().length + ending.head().length).isLessThan(MOST_HELD_BACK);
        }
    }

    @Test
    void sound_beyond_full_scale_and_what_is_no_number_do_no_harm() throws Exception {
        float[] sound = TestSound.speechLike(0.5, RATE);
        sound[1_000] = Float.NaN;
        sound[2_000] = Float.POSITIVE_INFINITY;
        sound[3_000] = Float.NEGATIVE_INFINITY;
        sound[4_000] = 1e9f;

        float most = 0;
        for (float sample : decode(encode(Packing.FILE, RATE, List.of(sound))).samples()) {
            most = Math.max(most, Math.abs(sample));
        }
        assertThat(most).as("the decoded peak; a codec may overshoot").isBetween(0.5f, 4f);
    }

    @Test
    void the_samples_are_only_read() throws Exception {
        float[] sound = TestSound.speechLike(0.2, RATE);
        float[] before = sound.clone();
        encode(Packing.LIVE, RATE, List.of(sound));

        assertThat(sound).isEqualTo(before);
    }

    @Test
    void streams_side_by_side_do_not_touch_each_other() throws Exception {
        float[] sound = TestSound.speechLike(0.4, RATE);
        byte[] alone = encode(Packing.FILE, RATE, List.of(sound));

        List<CompletableFuture<byte[]>> together = IntStream.range(0, 2).mapToObj(seed -> CompletableFuture.supplyAsync(() -> {
            try {
                return encode(Packing.FILE, RATE, cut(sound, new Random(seed), 500));
            } catch (BourdonException e) {
                throw new IllegalStateException(e);
            }
        })).toList();

        for (CompletableFuture<byte[]> one : together) {
            assertThat(one.join()).isEqualTo(alone);
        }
    }

    @Test
    void nothing_follows_the_end() throws Exception {
        AudioEncoder encoder = factory().open(RATE, Packing.LIVE);
        encoder.finish();
        assertThatThrownBy(() -> encoder.encode(new float[1])).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(encoder::finish).isInstanceOf(IllegalStateException.class);
        encoder.close();
        encoder.close();

        AudioEncoder closed = factory().open(RATE, Packing.LIVE);
        closed.close();
        assertThatThrownBy(() -> closed.encode(new float[1])).isInstanceOf(IllegalStateException.class);
    }

    @Test
    void a_rate_that_it_does_not_take_is_named() {
        int rate = 17;
        assertThat(factory().takes(rate)).isFalse();
        assertThatThrownBy(() -> factory().open(rate, Packing.LIVE)).isInstanceOfSatisfying(BourdonException.class, refusal -> {
            assertThat(refusal.code()).isEqualTo(ErrorCode.UNSUPPORTED);
            assertThat(refusal).hasMessageContaining("17");
        });
    }

    /** The stream as a file would have it: with its head written again in the end. */
    protected final byte[] encode(Packing packing, int rate, List<float[]> pieces) throws BourdonException {
        var out = new ByteArrayOutputStream();
        try (AudioEncoder encoder = factory().open(rate, packing)) {
            for (float[] piece : pieces) {
                out.writeBytes(encoder.encode(piece));
            }
            AudioEncoder.Ending ending = encoder.finish();
            out.writeBytes(ending.bytes());
            byte[] file = out.toByteArray();
            System.arraycopy(ending.head(), 0, file, 0, ending.head().length);
            return file;
        }
    }

    private static List<float[]> cut(float[] sound, Random random, int longest) {
        List<float[]> pieces = new ArrayList<>();
        for (int at = 0; at < sound.length; ) {
            int end = Math.min(sound.length, at + random.nextInt(longest + 1));
            pieces.add(Arrays.copyOfRange(sound, at, end));
            at = end;
        }
        return pieces;
    }
}
