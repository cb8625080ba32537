package org.bourdon.gateway.sound;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricSource;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** Finds the encoder of a format by its name, and measures what encoders do. Safe on any thread. */
@Component(service = {SoundFormats.class, MetricSource.class})
public final class SoundFormats implements MetricSource {

    /** What a request gets that names no format: 16-bit integers, little-endian. */
    public static final String PLAIN = PcmFormat.S16LE.format();

    private final List<AudioEncoderFactory> encoders = new CopyOnWriteArrayList<>(List.of(PcmFormat.S16LE, PcmFormat.F32LE, new WavFormat()));

    private final EncodingFigures figures = new EncodingFigures();

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

    /** The sound of a request that is to leave in a format; what encoding it takes is measured. */
    public EncodedSound sound(AudioEncoderFactory format, Packing packing) {
        return new EncodedSound(format, packing, figures);
    }

    @Override
    public List<MetricFamily> metrics() {
        return figures.metrics();
    }

    /** Those that can be asked for on this machine at present. */
    public List<String> names() {
        return encoders.stream().filter(encoder -> encoder.obstacle().isEmpty()).map(AudioEncoderFactory::format).distinct().toList();
    }
}
