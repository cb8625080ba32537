package org.bourdon.encoder.aac;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Semaphore;
import java.util.stream.Collectors;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.AudioEncoderFactory;
import org.bourdon.audio.Packing;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/**
 * AAC as a stream of ADTS frames, mono, at {@value #MOST_BITS} bit/s or 3 bits a sample, whichever is less. Such a stream has no head, so
 * that live and kept ones are the same; it begins with the codec's own delay of one frame.
 */
@Component(service = AudioEncoderFactory.class, configurationPid = "org.bourdon.aac")
@Designate(ocd = AacEncoderFactory.Settings.class)
public final class AacEncoderFactory implements AudioEncoderFactory {

    @ObjectClassDefinition(name = "AAC", description = "Which ffmpeg encodes AAC")
    public @interface Settings {

        @AttributeDefinition(name = "Program", description = "Its name on the path, or an absolute path")
        String program() default "ffmpeg";

        @AttributeDefinition(name = "Most streams", description = "At a time; each has a process of some 30 MB", min = "1", max = "256")
        int max_streams() default 16;

        @AttributeDefinition(name = "Patience", description = "Milliseconds in which a piece of sound must be encoded", min = "100", max = "60000")
        int patience_ms() default 10_000;
    }

    static final int MOST_BITS = 64_000;
    private static final int BITS_A_SAMPLE = 3;
    private static final List<Integer> RATES_HZ = List.of(7_350, 8_000, 11_025, 12_000, 16_000, 22_050, 24_000, 32_000, 44_100, 48_000, 64_000, 88_200,
            96_000);

    private final Ffmpeg ffmpeg;
    private final Duration patience;
    private final int most;
    private final Semaphore free;
    private final Set<FfmpegProcess> running = ConcurrentHashMap.newKeySet();

    @Activate
    public AacEncoderFactory(Settings settings) {
        this(new Ffmpeg(settings.program()), settings.max_streams(), Duration.ofMillis(settings.patience_ms()));
    }

    AacEncoderFactory(Ffmpeg ffmpeg, int most, Duration patience) {
        this.ffmpeg = ffmpeg;
        this.most = most;
        this.free = new Semaphore(most);
        this.patience = patience;
    }

    @Override
    public String format() {
        return "aac";
    }

    @Override
    public String mediaType() {
        return "audio/aac";
    }

    @Override
    public Optional<String> obstacle() {
        return ffmpeg.find().isPresent() ? Optional.empty() : Optional.of(ffmpeg.missing());
    }

    @Override
    public boolean takes(int sampleRateHz) {
        return RATES_HZ.contains(sampleRateHz);
    }

    @Override
    public AudioEncoder open(int sampleRateHz, Packing packing) throws BourdonException {
        if (!takes(sampleRateHz)) {
            throw new BourdonException(ErrorCode.UNSUPPORTED, "aac knows no sound of " + sampleRateHz + " Hz; it knows "
                    + RATES_HZ.stream().map(String::valueOf).collect(Collectors.joining(", ")));
        }
        Path program = ffmpeg.find().orElseThrow(() -> new BourdonException(ErrorCode.UNSUPPORTED, ffmpeg.missing()));
        if (!free.tryAcquire()) {
            throw new BourdonException(ErrorCode.BUSY, "as many as " + most + " streams are being encoded as aac, which is all that may be (max.streams)");
        }
        try {
            int bitRate = Math.min(MOST_BITS, BITS_A_SAMPLE * sampleRateHz);
            FfmpegProcess process = FfmpegProcess.start(Ffmpeg.command(program, sampleRateHz, bitRate), patience, this::ended);
            running.add(process);
            return new AacEncoder(process, sampleRateHz);
        } catch (IOException e) {
            free.release();
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "ffmpeg cannot be started: " + e.getMessage(), e);
        }
    }

    private void ended(FfmpegProcess process) {
        running.remove(process);
        free.release();
    }

    /** Whoever is still encoding is told that it failed. */
    @Deactivate
    void close() {
        List.copyOf(running).forEach(FfmpegProcess::close);
    }

    /** The processes of streams that are open. */
    List<Long> processes() {
        return running.stream().map(FfmpegProcess::pid).toList();
    }
}
