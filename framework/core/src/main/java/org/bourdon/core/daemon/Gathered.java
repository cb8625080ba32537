package org.bourdon.core.daemon;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Point;
import org.bourdon.metric.MetricSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The figures of many sources as one family a name. */
final class Gathered {

    private static final Logger log = LoggerFactory.getLogger(Gathered.class);

    private final Map<String, MetricFamily> families = new TreeMap<>();

    /** A source that fails is left out: it must not cost the others their place. */
    void add(MetricSource source) {
        try {
            add(source.metrics());
        } catch (RuntimeException e) {
            log.warn("{} gives no figures", source.getClass().getName(), e);
        }
    }

    void add(List<MetricFamily> more) {
        more.forEach(family -> families.merge(family.name(), family, Gathered::joined));
    }

    private static MetricFamily joined(MetricFamily one, MetricFamily other) {
        if (one.kind() != other.kind()) {
            log.warn("{} is a {} here and a {} there; the latter is left out", one.name(), one.kind(), other.kind());
            return one;
        }
        List<Point> points = new ArrayList<>(one.points());
        points.addAll(other.points());
        return new MetricFamily(one.name(), one.kind(), one.help(), points);
    }

    List<MetricFamily> all() {
        return List.copyOf(families.values());
    }
}
