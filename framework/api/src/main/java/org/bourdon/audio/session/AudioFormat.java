package org.bourdon.audio.session;

import java.time.Duration;
import java.util.Objects;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * How the audio of a session lies in its bytes: frames of little-endian integers, a sample a channel.
 *
 * @param sampleRateHz {@value #LOWEST_RATE} to {@value #HIGHEST_RATE}
 * @param channels     1 or 2
 * @param bitDepth     8 (unsigned, as in WAV), 16, 24 or 32 (signed integers, of which the highest 24 bits count)
 */
public record AudioFormat(Container container, int sampleRateHz, int channels, int bitDepth) {

    public static final int LOWEST_RATE = 8_000;
    public static final int HIGHEST_RATE = 48_000;

    private static final long NANOS_A_SECOND = 1_000_000_000L;

    /** What is around the samples. Where a stream begins with the head of a WAV file, that head counts, whatever is said here. */
    public enum Container {
        /** Nothing. */
        PCM,
        /** A WAV file's head comes first. */
        WAV
    }

    public AudioFormat {
        Objects.requireNonNull(container);
    }

    /** @throws BourdonException INVALID_REQUEST naming the value that does not fit */
    public AudioFormat validated() throws BourdonException {
        if (sampleRateHz < LOWEST_RATE || sampleRateHz > HIGHEST_RATE) {
            throw invalid("the sample rate is " + sampleRateHz + "; it lies between " + LOWEST_RATE + " and " + HIGHEST_RATE);
        }
        if (channels != 1 && channels != 2) {
            throw invalid("there are " + channels + " channels; 1 or 2 are valid");
        }
        if (bitDepth != 8 && bitDepth != 16 && bitDepth != 24 && bitDepth != 32) {
            throw invalid("the bit depth is " + bitDepth + "; 8, 16, 24 and 32 are valid");
        }
        return this;
    }

    private static BourdonException invalid(String message) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, message);
    }

    public int bytesPerFrame() {
        return channels * bitDepth / Byte.SIZE;
    }

    /** How long so many frames sound. */
    public Duration duration(long frames) {
        return Duration.ofSeconds(frames / sampleRateHz, frames % sampleRateHz * NANOS_A_SECOND / sampleRateHz);
    }

    /** How many whole frames sound so long. */
    public int frames(Duration time) {
        return Math.toIntExact(time.toMillis() * sampleRateHz / 1_000);
    }
}
