package org.bourdon.core.speech;

import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.Stream;

import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Value;

/** Counts by reason; every reason there is shows, also while it is zero. */
final class Reasons<E extends Enum<E>> {

    private final Map<E, LongAdder> counts;

    Reasons(Class<E> reasons) {
        counts = new EnumMap<>(reasons);
        Stream.of(reasons.getEnumConstants()).forEach(reason -> counts.put(reason, new LongAdder()));
    }

    void count(E reason) {
        counts.get(reason).increment();
    }

    MetricFamily family(String name, String help, String label) {
        return MetricFamily.counters(name, help, counts.entrySet().stream()
                .map(entry -> new Value(List.of(new Label(label, entry.getKey().name().toLowerCase(Locale.ROOT))), entry.getValue().sum()))
                .toList());
    }
}
