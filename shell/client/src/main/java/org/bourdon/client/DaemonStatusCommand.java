package org.bourdon.client;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStatusCommand implements ClientCommand {

    private final Surroundings surroundings;

    DaemonStatusCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "status", "Tells what the daemon does at this moment.",
                "",
                "Never starts one. When none runs, that is said on standard output and the exit code is 4.",
                "",
                "Examples:",
                "  bourdon daemon status",
                "  bourdon daemon status --json")
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON; {\"running\":false,...} when none runs."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        boolean json = ClientCommand.has(given, "--json");
        Optional<Rpc> running = surroundings.door().knock();
        if (running.isEmpty()) {
            String home = surroundings.home().path().toString();
            surroundings.print(json ? new String(Json.line(line -> {
                line.writeBooleanField("running", false);
                line.writeStringField("home", home);
            }), StandardCharsets.UTF_8) : "no daemon runs in " + home + "\n");
            return ExitCode.DAEMON_GONE;
        }
        try (Rpc daemon = running.get()) {
            JrsObject status = daemon.call("status", params -> { });
            surroundings.print(json ? Json.text(status) + "\n" : forPerson(status));
        }
        return ExitCode.DONE;
    }

    private static String forPerson(JrsObject status) {
        var table = new Table();
        table.row("daemon", Json.string(status, "version").orElse("?") + ", pid " + Json.number(status, "pid", 0) + ", up "
                + time(Duration.ofMillis(Json.number(status, "uptime_ms", 0))));
        table.row("home", Json.string(status, "home").orElse("?"));
        table.row("listens on", String.join(", ", Json.strings(status, "listeners")));
        JrsObject requests = Json.member(status, "requests");
        table.row("requests", Json.number(requests, "active", 0) + " active, " + Json.number(requests, "served", 0) + " served, "
                + Json.number(requests, "failed", 0) + " failed, " + Json.number(requests, "cancelled", 0) + " cancelled; "
                + Json.number(requests, "sentences", 0) + " sentences; " + Json.number(status, "sessions", 0) + " sessions");
        JrsObject memory = Json.member(status, "memory");
        table.row("memory", megabytes(memory, "resident_bytes") + " resident, heap " + megabytes(memory, "heap_used_bytes") + " of "
                + megabytes(memory, "heap_committed_bytes"));
        if (status.get("ttfa_ms") instanceof JrsObject latency) {
            table.row("first audio", String.format(Locale.ROOT, "after %.1f ms (median), %.1f ms (99 of 100)", Json.decimal(latency, "p50", 0),
                    Json.decimal(latency, "p99", 0)));
        }
        for (JrsObject engine : Json.objects(status, "engines")) {
            table.row("engine", Json.string(engine, "name").orElse("?") + " on " + Json.string(engine, "device").orElse("?"));
            for (JrsObject lane : Json.objects(engine, "lanes")) {
                table.row("  lane", lane(lane));
            }
        }
        for (JrsObject voice : Json.objects(status, "voices")) {
            String state = Json.string(voice, "problem").map(problem -> ", cannot be used: " + problem).orElse(Json.flag(voice, "loaded") ? ", loaded" : "");
            table.row("voice", Json.string(voice, "name").orElse("?") + state);
        }
        return table.toString();
    }

    private static String lane(JrsObject lane) {
        String doing = lane.get("current_job_ms") instanceof JrsNumber age ? "busy for " + age.asText() + " ms" : "idle";
        return Json.string(lane, "name").orElse("?") + ", " + doing + ", " + Json.number(lane, "queued", 0) + " queued";
    }

    private static String time(Duration time) {
        if (time.toMinutes() < 1) {
            return time.toSeconds() + " s";
        }
        if (time.toHours() < 1) {
            return time.toMinutes() + " min " + time.toSecondsPart() + " s";
        }
        return time.toHours() + " h " + time.toMinutesPart() + " min";
    }

    private static String megabytes(JrsObject memory, String name) {
        return Math.round(Json.number(memory, name, 0) / 1e6) + " MB";
    }
}
