package org.bourdon.client.stress;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;

import org.bourdon.client.Json;

import com.fasterxml.jackson.core.JsonGenerator;

/**
 * The report for a program. The names stay; what is not known is null. Times in milliseconds end in {@code _ms}.
 * <ul>
 * <li>{@code outcome}: passed, failed or daemon_gone, with {@code gone}, the reason or null
 * <li>{@code seconds}, {@code clients}
 * <li>{@code requests}: {@code sent}, {@code done}, {@code failed}, {@code failures} by kind, each with {@code count} and {@code first}, a message
 * <li>{@code first_audio_ms}, {@code total_ms}: {@code p50}, {@code p95}, {@code p99}, {@code max}
 * <li>{@code sound}: {@code seconds}, {@code times_real_time}
 * <li>{@code memory}: {@code resident_bytes} and {@code heap_used_bytes}, each with {@code start}, {@code peak}, {@code end};
 *     {@code mb_per_1000_requests} and {@code mb_per_minute}, resident, of the second half
 * <li>{@code threads}, {@code open_files}: {@code start}, {@code peak}, {@code end}
 * <li>{@code daemon}: {@code version}, {@code pid}, {@code pid_unchanged}
 * <li>{@code leaked}: {@code sessions}, {@code requests}, {@code waited_ms}
 * <li>{@code chaos}, null without: {@code seed}, {@code clients}, {@code misdeeds} by kind and outcome, {@code failures}
 * </ul>
 */
final class StressReportJson {

    private StressReportJson() {
    }

    static String of(StressReport report) {
        return new String(Json.line(json -> write(report, json)), StandardCharsets.UTF_8);
    }

    private static void write(StressReport report, JsonGenerator json) throws IOException {
        json.writeStringField("outcome", switch (report.verdict()) {
            case DONE -> "passed";
            case DAEMON_GONE -> "daemon_gone";
            default -> "failed";
        });
        json.writeStringField("gone", report.gone().orElse(null));
        json.writeNumberField("seconds", rounded(report.seconds()));
        json.writeNumberField("clients", report.plan().clients());
        requests(report.totals(), json);
        times("first_audio_ms", report.totals().firstAudio(), json);
        times("total_ms", report.totals().total(), json);
        json.writeObjectFieldStart("sound");
        json.writeNumberField("seconds", rounded(report.totals().soundSeconds()));
        json.writeNumberField("times_real_time", rounded(report.timesRealTime()));
        json.writeEndObject();
        memory(report.seen(), json);
        range("threads", report.seen().threads(), json);
        range("open_files", report.seen().openFiles(), json);
        json.writeObjectFieldStart("daemon");
        json.writeStringField("version", report.version());
        json.writeNumberField("pid", report.pid());
        json.writeBooleanField("pid_unchanged", report.gone().isEmpty());
        json.writeEndObject();
        leaked(report.left(), json);
        chaos(report.chaos(), json);
    }

    private static void requests(StressTally.Totals totals, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("requests");
        json.writeNumberField("sent", totals.sent());
        json.writeNumberField("done", totals.done());
        json.writeNumberField("failed", totals.failed());
        json.writeObjectFieldStart("failures");
        for (var failure : totals.failures().entrySet()) {
            json.writeObjectFieldStart(failure.getKey());
            json.writeNumberField("count", failure.getValue().count());
            json.writeStringField("first", failure.getValue().first());
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeEndObject();
    }

    private static void times(String name, Optional<StressLatencies.Quantiles> times, JsonGenerator json) throws IOException {
        if (times.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("p50", rounded(times.get().p50()));
        json.writeNumberField("p95", rounded(times.get().p95()));
        json.writeNumberField("p99", rounded(times.get().p99()));
        json.writeNumberField("max", rounded(times.get().max()));
        json.writeEndObject();
    }

    private static void memory(StressWatch.Seen seen, JsonGenerator json) throws IOException {
        json.writeObjectFieldStart("memory");
        range("resident_bytes", seen.residentBytes(), json);
        range("heap_used_bytes", seen.heapBytes(), json);
        slope("mb_per_1000_requests", seen.bytesPerRequest(), 1_000, json);
        slope("mb_per_minute", seen.bytesPerSecond(), 60, json);
        json.writeEndObject();
    }

    private static void slope(String name, OptionalDouble bytes, int times, JsonGenerator json) throws IOException {
        if (bytes.isPresent()) {
            json.writeNumberField(name, rounded(bytes.getAsDouble() * times / 1e6));
        } else {
            json.writeNullField(name);
        }
    }

    private static void range(String name, Optional<StressGauge.Range> range, JsonGenerator json) throws IOException {
        if (range.isEmpty()) {
            json.writeNullField(name);
            return;
        }
        json.writeObjectFieldStart(name);
        json.writeNumberField("start", range.get().start());
        json.writeNumberField("peak", range.get().peak());
        json.writeNumberField("end", range.get().end());
        json.writeEndObject();
    }

    private static void leaked(StressWatch.Leftover left, JsonGenerator json) throws IOException {
        if (!left.known()) {
            json.writeNullField("leaked");
            return;
        }
        json.writeObjectFieldStart("leaked");
        json.writeNumberField("sessions", left.sessions());
        json.writeNumberField("requests", left.requests());
        json.writeNumberField("waited_ms", left.after().toMillis());
        json.writeEndObject();
    }

    private static void chaos(Optional<StressReport.Chaos> chaos, JsonGenerator json) throws IOException {
        if (chaos.isEmpty()) {
            json.writeNullField("chaos");
            return;
        }
        json.writeObjectFieldStart("chaos");
        json.writeNumberField("seed", chaos.get().seed());
        json.writeNumberField("clients", chaos.get().clients());
        json.writeObjectFieldStart("misdeeds");
        for (Map.Entry<StressMischief, Map<StressMischief.Outcome, Long>> misdeed : chaos.get().misdeeds().entrySet()) {
            json.writeObjectFieldStart(misdeed.getKey().wireName());
            for (Map.Entry<StressMischief.Outcome, Long> outcome : misdeed.getValue().entrySet()) {
                json.writeNumberField(outcome.getKey().wireName(), outcome.getValue());
            }
            json.writeEndObject();
        }
        json.writeEndObject();
        json.writeNumberField("failures", chaos.get().failures());
        json.writeEndObject();
    }

    private static double rounded(double value) {
        return Math.round(value * 1000) / 1000.0;
    }
}
