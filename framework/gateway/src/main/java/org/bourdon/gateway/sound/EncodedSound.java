package org.bourdon.gateway.sound;

import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The sound of one request in the format that it leaves in: begun, encoded step by step, finished. One thread at a time calls. Whatever an
 * encoder does wrong comes out as a typed error.
 */
public final class EncodedSound implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(EncodedSound.class);

    private interface Step<T> {

        T run(AudioEncoder encoder) throws BourdonException;
    }

    private final AudioEncoderFactory format;
    private final Packing packing;
    private final EncodingFigures figures;
    private Optional<AudioEncoder> encoder = Optional.empty();

    EncodedSound(AudioEncoderFactory format, Packing packing, EncodingFigures figures) {
        this.format = format;
        this.packing = packing;
        this.figures = figures;
    }

    /** The format's name. */
    public String format() {
        return format.format();
    }

    /** Opens the encoder for what a voice speaks. */
    public void begin(String voice, int sampleRateHz) throws BourdonException {
        try {
            encoder = Optional.of(figures.measured(format.open(sampleRateHz, packing), format.format(), voice, sampleRateHz));
        } catch (RuntimeException | LinkageError e) {
            throw broken(e);
        }
    }

    /** @return empty while the encoder holds all of it back */
    public byte[] encode(float[] samples) throws BourdonException {
        return step(open -> open.encode(samples));
    }

    /** @return empty where there was nothing to begin with */
    public Optional<AudioEncoder.Ending> finish() throws BourdonException {
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
