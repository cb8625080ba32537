package org.bourdon.core.speech;

import java.util.List;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.concurrent.atomic.LongAdder;

import org.bourdon.metric.Histogram;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Spread;
import org.bourdon.metric.MetricFamily.Value;
import org.bourdon.metric.PerLabel;

/** What one voice has done, taken from its requests where they ended. */
final class VoiceFigures {

    private static final double NANOS = 1e9;
    private static final double[] FIRST_AUDIO_SECONDS =
            {.001, .002, .003, .005, .0075, .01, .015, .02, .025, .04, .06, .1, .2, .5, 1, 2, 5, 10};
    private static final double[] REAL_TIME = {.01, .02, .03, .05, .075, .1, .15, .2, .3, .5, .75, 1, 1.5, 2, 5};

    private final LongAdder done = new LongAdder();
    private final LongAdder cancelled = new LongAdder();
    private final LongAdder failed = new LongAdder();
    private final Histogram firstAudio = new Histogram(FIRST_AUDIO_SECONDS);
    private final Histogram text = Histogram.ofShortTimes();
    private final Histogram queue = Histogram.ofShortTimes();
    private final Histogram inference = Histogram.ofShortTimes();
    private final Histogram realTime = new Histogram(REAL_TIME);
    private final DoubleAdder audioSeconds = new DoubleAdder();
    private final DoubleAdder inferenceSeconds = new DoubleAdder();

    LongAdder done() {
        return done;
    }

    LongAdder cancelled() {
        return cancelled;
    }

    LongAdder failed() {
        return failed;
    }

    /** Also of a request that ended early: who gives up waiting counts, too. */
    void record(Stopwatch time, int sampleRateHz) {
        time.firstSound().ifPresent(first -> {
            firstAudio.record(first.whole() / NANOS);
            text.record(first.text() / NANOS);
            queue.record(first.queue() / NANOS);
            inference.record(first.inference() / NANOS);
        });
        double inferred = time.inferenceNanos() / NANOS;
        double audio = (double) time.computedSamples() / sampleRateHz;
        inferenceSeconds.add(inferred);
        audioSeconds.add(audio);
        if (audio > 0) {
            realTime.record(inferred / audio);
        }
    }

    static List<MetricFamily> families(PerLabel<VoiceFigures> voices) {
        return List.of(
                MetricFamily.counters("bourdon_requests_total", "Requests that have ended, by voice and outcome",
                        voices.map((voice, figures) -> List.of(
                                new Value(List.of(voice(voice), new Label("outcome", "done")), figures.done.sum()),
                                new Value(List.of(voice(voice), new Label("outcome", "cancelled")), figures.cancelled.sum()),
                                new Value(List.of(voice(voice), new Label("outcome", "failed")), figures.failed.sum())))
                                .stream().flatMap(List::stream).toList()),
                MetricFamily.histograms("bourdon_first_audio_seconds",
                        "From a request's acceptance, or its first whole sentence where the text comes bit by bit, to its first sound computed",
                        voices.map((voice, figures) -> figures.firstAudio.spread(voice(voice)))),
                MetricFamily.histograms("bourdon_first_audio_part_seconds",
                        "Where that time goes: text front end, queue, inference; and what encoding the first sound takes after it",
                        voices.map((voice, figures) -> List.of(part(figures.text, voice, "text"), part(figures.queue, voice, "queue"),
                                part(figures.inference, voice, "inference"))).stream().flatMap(List::stream).toList()),
                MetricFamily.histograms("bourdon_real_time_factor", "Time that an engine spent on a request over the length of the sound it computed",
                        voices.map((voice, figures) -> figures.realTime.spread(voice(voice)))),
                MetricFamily.counters("bourdon_audio_seconds_total", "Length of the sound computed",
                        voices.map((voice, figures) -> new Value(List.of(voice(voice)), figures.audioSeconds.sum()))),
                MetricFamily.counters("bourdon_inference_seconds_total", "Time that engines spent on requests",
                        voices.map((voice, figures) -> new Value(List.of(voice(voice)), figures.inferenceSeconds.sum()))));
    }

    private static Spread part(Histogram histogram, String voice, String part) {
        return histogram.spread(voice(voice), new Label("part", part));
    }

    private static Label voice(String name) {
        return new Label("voice", name);
    }
}
