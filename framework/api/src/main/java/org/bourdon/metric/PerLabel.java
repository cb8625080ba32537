package org.bourdon.metric;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.BiFunction;
import java.util.function.Supplier;

/** Meters of one kind, one for each value of a label, and one that the values beyond a limit share. Safe on any thread; one that is known is found without a lock. */
public final class PerLabel<T> {

    /** What values beyond the limit are called. */
    public static final String OTHER = "other";

    private final int most;
    private final Supplier<T> meters;
    private final Map<String, T> known = new ConcurrentHashMap<>();

    /** @param most values with a meter of their own */
    public PerLabel(int most, Supplier<T> meters) {
        this.most = most;
        this.meters = meters;
    }

    public T at(String value) {
        T meter = known.get(value);
        return meter != null ? meter : first(value);
    }

    private synchronized T first(String value) {
        return known.computeIfAbsent(known.size() < most || known.containsKey(value) ? value : OTHER, key -> meters.get());
    }

    /** What to show of each, in the order of the values. */
    public <R> List<R> map(BiFunction<String, T, R> show) {
        List<R> shown = new ArrayList<>();
        known.entrySet().stream().sorted(Map.Entry.comparingByKey()).forEach(entry -> shown.add(show.apply(entry.getKey(), entry.getValue())));
        return shown;
    }
}
