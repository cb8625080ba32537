package org.bourdon.gateway.rpc;

import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** How the sound of one request leaves. Whatever an encoder does wrong comes out as a typed error. */
final class SpeechSound implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(SpeechSound.class);

    private interface Step<T> {

        T run(AudioEncoder encoder) throws BourdonException;
    }

    private final AudioEncoderFactory format;
    private final Packing packing;
    private Optional<AudioEncoder> encoder = Optional.empty();

    SpeechSound(AudioEncoderFactory format, Packing packing) {
        this.format = format;
        this.packing = packing;
    }

    String format() {
        return format.format();
    }

    void begin(int sampleRateHz) throws BourdonException {
        try {
            encoder = Optional.of(format.open(sampleRateHz, packing));
        } catch (RuntimeException | LinkageError e) {
            throw broken(e);
        }
    }

    /** @return empty while the encoder holds all of it back */
    byte[] encode(float[] samples) throws BourdonException {
        return step(open -> open.encode(samples));
    }

    /** @return empty where there was nothing to begin with */
    Optional<AudioEncoder.Ending> finish() throws BourdonException {
        return encoder.isPresent() ? Optional.of(step(AudioEncoder::finish)) : Optional.empty();
    }

    private <T> T step(Step<T> step) throws BourdonException {
        try {
            return step.run(encoder.orElseThrow());
        } catch (RuntimeException | LinkageError e) {
            throw broken(e);
        }
    }

    private BourdonException broken(Throwable cause) {
        log.error("the encoder of {} failed unexpectedly", format(), cause);
        return new BourdonException(ErrorCode.INTERNAL, "the encoder of " + format() + " failed unexpectedly: " + cause, cause);
    }

    @Override
    public void close() {
        encoder.ifPresent(AudioEncoder::close);
    }
}
