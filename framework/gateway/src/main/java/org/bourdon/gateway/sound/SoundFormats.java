package org.bourdon.gateway.sound;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Finds the encoder of a format by its name. Safe on any thread. */
@Component(service = SoundFormats.class)
public final class SoundFormats {

    /** What a request gets that names no format: 16-bit integers, little-endian. */
    public static final String PLAIN = PcmFormat.S16LE.format();

    private final List<AudioEncoderFactory> encoders = new CopyOnWriteArrayList<>(List.of(PcmFormat.S16LE, PcmFormat.F32LE, new WavFormat()));

    @Activate
    public SoundFormats() {
        // Plain samples and WAV are always there.
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addEncoder(AudioEncoderFactory encoder) {
        encoders.add(encoder);
    }

    public void removeEncoder(AudioEncoderFactory encoder) {
        encoders.remove(encoder);
    }

    /** @throws BourdonException UNSUPPORTED when no encoder of this format is here, or it cannot work; the message says why, or names the others */
    public AudioEncoderFactory named(String format) throws BourdonException {
        Optional<String> obstacle = Optional.empty();
        for (AudioEncoderFactory encoder : encoders) {
            if (encoder.format().equals(format)) {
                obstacle = encoder.obstacle();
                if (obstacle.isEmpty()) {
                    return encoder;
                }
            }
        }
        if (obstacle.isPresent()) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, obstacle.get());
        }
        throw new BourdonException(ErrorCode.UNSUPPORTED, "no encoder of the format '" + format + "' is installed; there are "
                + String.join(", ", names()));
    }

    /** Those that can be asked for on this machine at present. */
    public List<String> names() {
        return encoders.stream().filter(encoder -> encoder.obstacle().isEmpty()).map(AudioEncoderFactory::format).distinct().toList();
    }
}
