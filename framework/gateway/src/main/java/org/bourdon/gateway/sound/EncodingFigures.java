package org.bourdon.gateway.sound;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.ToDoubleFunction;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.error.BourdonException;
import org.bourdon.metric.Histogram;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Value;
import org.bourdon.metric.PerLabel;

/** What encoders have done, by format, and how long first sounds waited for it, by voice. */
final class EncodingFigures {

    private static final int MOST_FORMATS = 16;
    private static final int MOST_VOICES = 64;
    private static final double NANOS = 1e9;

    private static final class Format {
        private final DoubleAdder seconds = new DoubleAdder();
        private final DoubleAdder audioSeconds = new DoubleAdder();
        private final LongAdder bytes = new LongAdder();
    }

    private final PerLabel<Format> formats = new PerLabel<>(MOST_FORMATS, Format::new);
    private final PerLabel<Histogram> firstSounds = new PerLabel<>(MOST_VOICES, Histogram::ofShortTimes);

    AudioEncoder measured(AudioEncoder encoder, String format, String voice, int sampleRateHz) {
        return new Measured(encoder, formats.at(format), firstSounds.at(voice), sampleRateHz);
    }

    List<MetricFamily> metrics() {
        return List.of(
                MetricFamily.histograms("bourdon_first_audio_part_seconds",
                        "Where that time goes: text front end, queue, inference; and what encoding the first sound takes after it",
                        firstSounds.map((voice, histogram) -> histogram.spread(new Label("voice", voice), new Label("part", "encode")))),
                MetricFamily.counters("bourdon_encode_seconds_total", "Time spent in encoders", values(format -> format.seconds.sum())),
                MetricFamily.counters("bourdon_encoded_audio_seconds_total", "Length of the sound encoded", values(format -> format.audioSeconds.sum())),
                MetricFamily.counters("bourdon_encoded_bytes_total", "Bytes that encoders made", values(format -> format.bytes.sum())));
    }

    private List<Value> values(ToDoubleFunction<Format> figure) {
        return formats.map((name, format) -> new Value(List.of(new Label("format", name)), figure.applyAsDouble(format)));
    }

    private static final class Measured implements AudioEncoder {

        private final AudioEncoder encoder;
        private final Format format;
        private final Histogram firstSounds;
        private final int sampleRateHz;
        private boolean sounded;

        Measured(AudioEncoder encoder, Format format, Histogram firstSounds, int sampleRateHz) {
            this.encoder = encoder;
            this.format = format;
            this.firstSounds = firstSounds;
            this.sampleRateHz = sampleRateHz;
        }

        @Override
        public byte[] encode(float[] samples) throws BourdonException {
            long start = System.nanoTime();
            byte[] bytes = encoder.encode(samples);
            double seconds = (System.nanoTime() - start) / NANOS;
            if (samples.length > 0 && !sounded) {
                sounded = true;
                firstSounds.record(seconds);
            }
            format.audioSeconds.add((double) samples.length / sampleRateHz);
            count(seconds, bytes.length);
            return bytes;
        }

        @Override
        public Ending finish() throws BourdonException {
            long start = System.nanoTime();
            Ending ending = encoder.finish();
            count((System.nanoTime() - start) / NANOS, ending.bytes().length);
            return ending;
        }

        private void count(double seconds, int bytes) {
            format.seconds.add(seconds);
            format.bytes.add(bytes);
        }

        @Override
        public void close() {
            encoder.close();
        }
    }
}
