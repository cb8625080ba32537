package org.bourdon.metric;

import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A figure, told apart by labels where there are several of it.
 *
 * @param name in lower case, ending in its unit (seconds, bytes) if it has one, and in {@code total} if it only ever grows
 * @param help one line for a person
 */
public record MetricFamily(String name, Kind kind, String help, List<Point> points) {

    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]*");

    public enum Kind {
        /** Grows from 0 at the daemon's start. */
        COUNTER,
        /** As it is at the moment. */
        GAUGE,
        /** How often which values came, since the start. */
        HISTOGRAM
    }

    /** A value, or a spread in a histogram. */
    public sealed interface Point {

        List<Label> labels();
    }

    public record Value(List<Label> labels, double value) implements Point {

        public Value {
            labels = List.copyOf(labels);
        }
    }

    /**
     * @param bounds upper bounds of the classes, each included in its own, ascending; the last class has none
     * @param counts of each class, one more than there are bounds
     * @param sum    of all values
     */
    public record Spread(List<Label> labels, List<Double> bounds, List<Long> counts, double sum) implements Point {

        public Spread {
            labels = List.copyOf(labels);
            bounds = List.copyOf(bounds);
            counts = List.copyOf(counts);
            if (counts.size() != bounds.size() + 1) {
                throw new IllegalArgumentException(bounds.size() + " bounds part " + (bounds.size() + 1) + " classes, not " + counts.size());
            }
        }

        public long count() {
            return counts.stream().mapToLong(Long::longValue).sum();
        }
    }

    public MetricFamily {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("'" + name + "' is no name of a figure");
        }
        Objects.requireNonNull(help);
        points = List.copyOf(points);
        for (Point point : points) {
            if (point instanceof Spread != (kind == Kind.HISTOGRAM)) {
                throw new IllegalArgumentException(name + " is a " + kind + " and has a point " + point);
            }
        }
    }

    public static MetricFamily counter(String name, String help, double value) {
        return counters(name, help, List.of(new Value(List.of(), value)));
    }

    public static MetricFamily counters(String name, String help, List<Value> values) {
        return new MetricFamily(name, Kind.COUNTER, help, List.copyOf(values));
    }

    public static MetricFamily gauge(String name, String help, double value) {
        return gauges(name, help, List.of(new Value(List.of(), value)));
    }

    public static MetricFamily gauges(String name, String help, List<Value> values) {
        return new MetricFamily(name, Kind.GAUGE, help, List.copyOf(values));
    }

    public static MetricFamily histograms(String name, String help, List<Spread> spreads) {
        return new MetricFamily(name, Kind.HISTOGRAM, help, List.copyOf(spreads));
    }
}
