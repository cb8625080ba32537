package org.bourdon.client.stress;

import java.util.Locale;
import java.util.Optional;

import org.bourdon.client.Progress;

/** The line on the terminal while a soak runs. */
final class StressBar {

    private static final int CELLS = 12;

    private final StressPlan plan;
    private final Progress progress;

    StressBar(StressPlan plan, Progress progress) {
        this.plan = plan;
        this.progress = progress;
    }

    void show(StressQuota quota, StressTally.Totals totals, Optional<Long> residentBytes) {
        long answered = totals.done() + totals.failed();
        double share = quota.progress(answered);
        int full = (int) (share * CELLS);
        double seconds = quota.elapsed().toNanos() / 1e9;
        var line = new StringBuilder("[").append("#".repeat(full)).append("·".repeat(CELLS - full)).append(']');
        line.append(plan.requests().isPresent() ? " " + answered + "/" + plan.requests().getAsLong() : " " + answered + " in " + (long) seconds + " s");
        if (totals.failed() > 0) {
            line.append(" · ").append(totals.failed()).append(" failed");
        }
        totals.firstAudio().ifPresent(times -> line.append(String.format(Locale.ROOT, " · first audio %.0f ms", times.p50())));
        line.append(String.format(Locale.ROOT, " · %.0f ×", totals.soundSeconds() / seconds));
        residentBytes.ifPresent(bytes -> line.append(" · ").append(Math.round(bytes / 1e6)).append(" MB"));
        progress.show(line.toString());
    }

    void clear() {
        progress.clear();
    }
}
