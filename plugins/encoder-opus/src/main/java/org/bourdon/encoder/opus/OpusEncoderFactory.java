package org.bourdon.encoder.opus;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Component;

/** Opus in Ogg, mono, at about {@value OpusOggEncoder#BIT_RATE} bit/s. It is decoded at 48 kHz, whatever the rate of the sound was. */
@Component
public final class OpusEncoderFactory implements AudioEncoderFactory {

    private static final int LEAST_HZ = 8_000;
    private static final int MOST_HZ = 192_000;

    @Override
    public String format() {
        return "opus";
    }

    @Override
    public String mediaType() {
        return "audio/ogg";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return sampleRateHz >= LEAST_HZ && sampleRateHz <= MOST_HZ && Resampler.phases(sampleRateHz, OpusRate.nearest(sampleRateHz)) <= Resampler.MOST_PHASES;
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException {
        if (!takes(sampleRateHz)) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "opus is encoded from the usual rates between " + LEAST_HZ + " and " + MOST_HZ
                    + " Hz here, such as 16000, 22050 or 44100, not from " + sampleRateHz);
        }
        return new OpusOggEncoder(sampleRateHz, packing);
    }
}
