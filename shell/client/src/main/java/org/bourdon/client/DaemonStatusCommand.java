package org.bourdon.client;

import java.time.Duration;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsNumber;
import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStatusCommand implements ClientCommand {

    private static final Duration TO_TELL = Duration.ofSeconds(10);

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
                "Names in the JSON: version, pid, uptime_ms, scope, home, listeners, listeners_shut (address,",
                "problem), engines (name, device, isolation, devices: device, available, reason; fallback, lost, problem,",
                "processes: lane, pid, restarts, uptime_ms;",
                "lanes: name, queued, current_job_ms, voices), voices (name, format, language, sample_rate,",
                "speakers, default, loaded, problem), sessions, leases,",
                "lifetime.idle_timeout_ms|owner_pid|while_leased,",
                "requests.active|served|failed|cancelled|sentences,",
                "memory.heap_used_bytes|heap_committed_bytes|resident_bytes, ttfa_ms.p50|p99, threads,",
                "cache.hits|misses|shared|evicted|entries|bytes|limit_bytes|disk.hits|disk.entries|disk.bytes,",
                "open_files, log.file|lines_lost, models (as 'bourdon model list --json'). Later",
                "versions may add names.",
                "",
                "Examples:",
                "  bourdon daemon status",
                "  bourdon daemon status --json")
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON; {\"running\":false,...} when none runs."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        boolean json = ClientCommand.has(given, "--json");
        Surroundings here = surroundings.scoped(given);
        Optional<JrsObject> status = status(here);
        if (status.isPresent()) {
            here.print(json ? Json.text(status.get()) + "\n" : forPerson(status.get()));
            return ExitCode.DONE;
        }
        if (json) {
            here.print(line -> {
                line.writeBooleanField("running", false);
                here.home().writeTo(line);
            });
        } else {
            here.print("no daemon runs in " + here.home().path() + "\n");
        }
        return ExitCode.DAEMON_GONE;
    }

    private static Optional<JrsObject> status(Surroundings here) throws ClientException {
        Optional<Rpc> running = here.door().look(TO_TELL);
        if (running.isEmpty()) {
            return Optional.empty();
        }
        try (Rpc daemon = running.get()) {
            return Optional.of(daemon.call("status", params -> { }, TO_TELL));
        }
    }

    private static String forPerson(JrsObject status) {
        var table = new Table();
        table.row("daemon", Json.string(status, "version").orElse("?") + ", pid " + Json.number(status, "pid", 0) + ", up "
                + Words.time(Duration.ofMillis(Json.number(status, "uptime_ms", 0))));
        Json.string(status, "scope").ifPresent(scope -> table.row("scope", scope));
        table.row("home", Json.string(status, "home").orElse("?"));
        table.row("stays", Lifetime.of(status) + "; " + Words.count(Json.number(status, "leases", 0), "lease"));
        table.row("listens on", String.join(", ", Json.strings(status, "listeners")));
        for (JrsObject shut : Json.objects(status, "listeners_shut")) {
            table.row("  shut", Json.string(shut, "address").orElse("?") + ": " + Json.string(shut, "problem").orElse("?"));
        }
        addWork(table, status);
        addProcess(table, status);
        for (JrsObject engine : Json.objects(status, "engines")) {
            addEngine(table, engine);
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

    private static void addEngine(Table table, JrsObject engine) {
        long lost = Json.number(engine, "lost", 0);
        table.row("engine", Json.string(engine, "name").orElse("?") + " on " + Json.string(engine, "device").orElse("?")
                + (Json.string(engine, "isolation").orElse("none").equals("process") ? ", isolated" : "")
                + (lost == 0 ? "" : "; " + Words.count(lost, "lane") + " lost")
                + Json.string(engine, "problem").map(problem -> "; cannot be used: " + problem).orElse(""));
        Json.string(engine, "fallback").ifPresent(fallback -> table.row("  fallback", fallback));
        for (JrsObject device : Json.objects(engine, "devices")) {
            table.row("  device", Json.string(device, "device").orElse("?") + (Json.flag(device, "available") ? ", available"
                    : ", not available: " + Json.string(device, "reason").orElse("?")));
        }
        for (JrsObject process : Json.objects(engine, "processes")) {
            table.row("  process", "pid " + Json.number(process, "pid", 0) + " of " + Json.string(process, "lane").orElse("?") + ", up "
                    + Words.time(Duration.ofMillis(Json.number(process, "uptime_ms", 0))) + ", "
                    + Words.count(Json.number(process, "restarts", 0), "restart"));
        }
    }

    private static void addWork(Table table, JrsObject status) {
        JrsObject requests = Json.member(status, "requests");
        table.row("requests", Json.number(requests, "active", 0) + " active, " + Json.number(requests, "served", 0) + " served, "
                + Json.number(requests, "failed", 0) + " failed, " + Json.number(requests, "cancelled", 0) + " cancelled; "
                + Words.count(Json.number(requests, "sentences", 0), "sentence") + "; " + Words.count(Json.number(status, "sessions", 0), "session"));
        JrsObject cache = Json.member(status, "cache");
        if (Json.number(cache, "limit_bytes", 0) > 0) {
            long disk = Json.number(Json.member(cache, "disk"), "entries", 0);
            table.row("cache", Words.count(Json.number(cache, "entries", 0), "sentence") + ", " + megabytes(cache, "bytes") + " of "
                    + megabytes(cache, "limit_bytes") + (disk == 0 ? "" : ", " + disk + " on disk") + "; " + Json.number(cache, "hits", 0) + " found, "
                    + Json.number(cache, "shared", 0) + " shared, " + Json.number(cache, "misses", 0) + " computed");
        }
        if (status.get("ttfa_ms") instanceof JrsObject latency) {
            table.row("first audio", String.format(Locale.ROOT, "after %.1f ms (median), %.1f ms (99 of 100)", Json.decimal(latency, "p50", 0),
                    Json.decimal(latency, "p99", 0)));
        }
    }

    private static void addProcess(Table table, JrsObject status) {
        JrsObject memory = Json.member(status, "memory");
        table.row("memory", megabytes(memory, "resident_bytes") + " resident, heap " + megabytes(memory, "heap_used_bytes") + " of "
                + megabytes(memory, "heap_committed_bytes"));
        if (Json.number(status, "threads", 0) > 0) {
            table.row("holds", Words.count(Json.number(status, "threads", 0), "thread") + ", " + Words.count(Json.number(status, "open_files", 0), "open file"));
        }
        JrsObject log = Json.member(status, "log");
        Json.string(log, "file").ifPresent(file -> {
            long lost = Json.number(log, "lines_lost", 0);
            table.row("log", file + (lost == 0 ? "" : "; " + Words.count(lost, "line") + " could not be written and " + (lost == 1 ? "is" : "are") + " lost"));
        });
    }

    private static String lane(JrsObject lane) {
        String doing = lane.get("current_job_ms") instanceof JrsNumber age ? "busy for " + age.asText() + " ms" : "idle";
        return Json.string(lane, "name").orElse("?") + ", " + doing + ", " + Json.number(lane, "queued", 0) + " queued";
    }

    private static String megabytes(JrsObject memory, String name) {
        return Math.round(Json.number(memory, name, 0) / 1e6) + " MB";
    }
}
