package org.bourdon.metric;

import java.util.List;
import java.util.concurrent.atomic.AtomicLongArray;
import java.util.concurrent.atomic.DoubleAdder;
import java.util.stream.DoubleStream;
import java.util.stream.LongStream;

import org.bourdon.metric.MetricFamily.Spread;

/** Counts values by size. Safe on any thread, without locks. */
public final class Histogram {

    private final double[] bounds;
    private final AtomicLongArray counts;
    private final DoubleAdder sum = new DoubleAdder();

    /** @param bounds upper bounds of the classes, each included in its own, ascending; one more class takes what is larger */
    public Histogram(double... bounds) {
        this.bounds = bounds.clone();
        this.counts = new AtomicLongArray(bounds.length + 1);
        for (int i = 1; i < bounds.length; i++) {
            if (!(bounds[i] > bounds[i - 1])) {
                throw new IllegalArgumentException("the bound " + bounds[i] + " follows " + bounds[i - 1]);
            }
        }
    }

    /** For seconds, of which most are parts of one: from 0.1 ms to 5 s. */
    public static Histogram ofShortTimes() {
        return new Histogram(.0001, .0002, .0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 5);
    }

    /** @param value finite */
    public void record(double value) {
        if (!Double.isFinite(value)) {
            throw new IllegalArgumentException("not a figure: " + value);
        }
        int i = 0;
        while (i < bounds.length && value > bounds[i]) {
            i++;
        }
        counts.incrementAndGet(i);
        sum.add(value);
    }

    public Spread spread(Label... labels) {
        return new Spread(List.of(labels), DoubleStream.of(bounds).boxed().toList(),
                LongStream.range(0, counts.length()).map(i -> counts.get((int) i)).boxed().toList(), sum.sum());
    }
}
