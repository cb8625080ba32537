package org.bourdon.encoder.flac;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Component;

/** FLAC, without loss: exactly the samples of 16-bit PCM. */
@Component
public final class FlacEncoderFactory implements AudioEncoderFactory {

    private static final int LEAST_HZ = 1_000;
    private static final int MOST_HZ = 192_000;

    @Override
    public String format() {
        return "flac";
    }

    @Override
    public String mediaType() {
        return "audio/flac";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return sampleRateHz >= LEAST_HZ && sampleRateHz <= MOST_HZ;
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException {
        if (!takes(sampleRateHz)) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "flac is encoded at " + LEAST_HZ + " to " + MOST_HZ + " Hz here, not at " + sampleRateHz);
        }
        return new FlacEncoder(sampleRateHz, packing);
    }
}
