package org.bourdon.gateway.metric;

import java.util.List;
import java.util.Locale;

import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Point;
import org.bourdon.metric.MetricFamily.Spread;
import org.bourdon.metric.MetricFamily.Value;

/** The text exposition format of Prometheus, version 0.0.4. */
public final class PrometheusText {

    public static final String CONTENT_TYPE = "text/plain; version=0.0.4; charset=utf-8";

    /** Up to here every whole number is a double of its own. */
    private static final double LARGEST_WHOLE = 1L << 53;

    private final StringBuilder text = new StringBuilder();

    private PrometheusText() {
    }

    /** @param families one a name; those without a point are left out */
    public static String of(List<MetricFamily> families) {
        PrometheusText writer = new PrometheusText();
        families.stream().filter(family -> !family.points().isEmpty()).forEach(writer::add);
        return writer.text.toString();
    }

    private void add(MetricFamily family) {
        text.append("# HELP ").append(family.name()).append(' ').append(family.help().replace("\\", "\\\\").replace("\n", "\\n")).append('\n');
        text.append("# TYPE ").append(family.name()).append(' ').append(family.kind().name().toLowerCase(Locale.ROOT)).append('\n');
        for (Point point : family.points()) {
            switch (point) {
                case Value value -> line(family.name(), value.labels(), "", value.value());
                case Spread spread -> add(family.name(), spread);
            }
        }
    }

    private void add(String name, Spread spread) {
        long upToHere = 0;
        for (int i = 0; i < spread.counts().size(); i++) {
            upToHere += spread.counts().get(i);
            String bound = i < spread.bounds().size() ? number(spread.bounds().get(i)) : "+Inf";
            line(name + "_bucket", spread.labels(), "le=\"" + bound + "\"", upToHere);
        }
        line(name + "_sum", spread.labels(), "", spread.sum());
        line(name + "_count", spread.labels(), "", upToHere);
    }

    private void line(String name, List<Label> labels, String further, double value) {
        text.append(name);
        if (!labels.isEmpty() || !further.isEmpty()) {
            text.append('{');
            for (Label label : labels) {
                text.append(label.name()).append("=\"").append(escaped(label.value())).append("\",");
            }
            text.append(further);
            if (further.isEmpty()) {
                text.setLength(text.length() - 1);
            }
            text.append('}');
        }
        text.append(' ').append(number(value)).append('\n');
    }

    private static String escaped(String value) {
        return value.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    }

    private static String number(double value) {
        if (value == Math.rint(value) && Math.abs(value) <= LARGEST_WHOLE) {
            return Long.toString((long) value);
        }
        return Double.isInfinite(value) ? value > 0 ? "+Inf" : "-Inf" : Double.toString(value);
    }
}
