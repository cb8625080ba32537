package org.bourdon.client.stress;

import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.StringJoiner;

import org.bourdon.client.Table;

/** The report for a person. */
final class StressReportText {

    private final StressReport report;
    private final Table table = new Table();

    private StressReportText(StressReport report) {
        this.report = report;
    }

    static String of(StressReport report) {
        return new StressReportText(report).text();
    }

    private String text() {
        StressTally.Totals totals = report.totals();
        table.row("requests", totals.sent() + " sent, " + totals.done() + " done, " + totals.failed() + " failed; " + report.plan().clients()
                + format(" clients, %.1f s", report.seconds()));
        table.row("first audio", times(totals.firstAudio()));
        table.row("whole answer", times(totals.total()));
        table.row("sound", format("%.1f s, %.1f × real time", totals.soundSeconds(), report.timesRealTime()));
        daemon(report.seen());
        leftover(report.left());
        report.chaos().ifPresent(this::chaos);
        totals.failures().forEach((kind, failure) -> table.row("failed", failure.count() + " × " + kind + ", first: " + failure.first()));
        return table.toString();
    }

    private void daemon(StressWatch.Seen seen) {
        table.row("memory", seen.residentBytes().map(range -> megabytes(range) + "; " + slope(seen)).orElse("unknown"));
        table.row("heap used", seen.heapBytes().map(StressReportText::megabytes).orElse("unknown"));
        table.row("threads", seen.threads().map(StressReportText::numbers).orElse("unknown"));
        table.row("open files", seen.openFiles().map(StressReportText::numbers).orElse("unknown"));
        table.row("daemon", report.version() + ", pid " + report.pid() + report.gone().map(why -> ", is gone: " + why).orElse(", the same throughout"));
    }

    private String slope(StressWatch.Seen seen) {
        boolean byTime = report.plan().time().isPresent();
        OptionalDouble slope = byTime ? seen.bytesPerSecond() : seen.bytesPerRequest();
        return slope.isEmpty() ? "too short a time to see a slope"
                : format(byTime ? "%+.2f MB a minute in the second half" : "%+.2f MB for 1,000 requests in the second half",
                        slope.getAsDouble() * (byTime ? 60 : 1_000) / 1e6);
    }

    private void leftover(StressWatch.Leftover left) {
        String after = format(" after %.1f s", left.after().toNanos() / 1e9);
        table.row("left behind", !left.known() ? "unknown"
                : left.isNothing() ? "nothing" + after : "LEAKED " + left.sessions() + " sessions, " + left.requests() + " requests" + after);
    }

    private void chaos(StressReport.Chaos chaos) {
        table.row("chaos", "seed " + chaos.seed() + ", " + chaos.clients() + " clients, " + chaos.count() + " misdeeds, " + chaos.failures()
                + " answered otherwise than is due");
        chaos.misdeeds().forEach((mischief, outcomes) -> table.row("  " + words(mischief.wireName()), outcomes(outcomes)));
    }

    private static String outcomes(Map<StressMischief.Outcome, Long> outcomes) {
        var text = new StringJoiner(", ");
        outcomes.forEach((outcome, count) -> text.add(count + " " + words(outcome.wireName())));
        return text.toString();
    }

    private static String words(String wireName) {
        return wireName.replace('_', ' ');
    }

    private static String times(Optional<StressLatencies.Quantiles> times) {
        return times.map(ms -> format("p50 %.1f ms, p95 %.1f ms, p99 %.1f ms, longest %.1f ms", ms.p50(), ms.p95(), ms.p99(), ms.max())).orElse("none");
    }

    private static String megabytes(StressGauge.Range range) {
        return format("%.1f MB at the start, %.1f at most, %.1f at the end", range.start() / 1e6, range.peak() / 1e6, range.end() / 1e6);
    }

    private static String numbers(StressGauge.Range range) {
        return range.start() + " at the start, " + range.peak() + " at most, " + range.end() + " at the end";
    }

    private static String format(String pattern, Object... values) {
        return String.format(Locale.ROOT, pattern, values);
    }
}
