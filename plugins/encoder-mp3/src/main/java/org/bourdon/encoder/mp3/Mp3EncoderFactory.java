package org.bourdon.encoder.mp3;

import java.util.List;
import java.util.stream.Collectors;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Component;

/** MP3, mono, at a constant {@value #BIT_RATE_KBPS} kbit/s. */
@Component
public final class Mp3EncoderFactory implements AudioEncoderFactory {

    static final int BIT_RATE_KBPS = 64;
    private static final List<Integer> RATES_HZ = List.of(8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000);

    @Override
    public String format() {
        return "mp3";
    }

    @Override
    public String mediaType() {
        return "audio/mpeg";
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return RATES_HZ.contains(sampleRateHz);
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException {
        if (!takes(sampleRateHz)) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "mp3 knows no sound of " + sampleRateHz + " Hz; it knows "
                    + RATES_HZ.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        return new Mp3Encoder(sampleRateHz, packing);
    }
}
