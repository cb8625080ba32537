package org.bourdon.client;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonListCommand implements ClientCommand {

    private static final Duration TO_ANSWER = Duration.ofMillis(500);

    private record Entry(Home home, State state, Optional<Long> pid, Optional<JrsObject> status) {
    }

    private enum State {
        RUNNING("running"),
        NOT_RUNNING("not running"),
        CRASHED("crashed");

        private final String words;

        State(String words) {
            this.words = words;
        }
    }

    private final Surroundings surroundings;

    DaemonListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "list", "Lists the daemons of this user, of all scopes.",
                "",
                "The one without a scope comes first, as -. One that crashed is shown until its scope is used",
                "again or 'bourdon daemon stop' has tidied up. Never starts one.",
                "",
                "Names in the JSON: daemons, a list of scope, home, state (running, not running, crashed), pid,",
                "answers, uptime_ms, leases, lifetime.idle_timeout_ms|owner_pid|while_leased; null if not known.",
                "",
                "Examples:",
                "  bourdon daemon list",
                "  bourdon daemon list --json")
                .addOption(ClientCommand.flag("--json", "Print the list as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        var entries = new ArrayList<Entry>();
        for (Home home : surroundings.home().withScopes()) {
            entries.add(look(home));
        }
        if (ClientCommand.has(given, "--json")) {
            printJson(entries);
        } else {
            printTable(entries);
        }
        return ExitCode.DONE;
    }

    private Entry look(Home home) throws ClientException {
        try (DaemonCall call = DaemonCall.to(surroundings.at(home), TO_ANSWER)) {
            Optional<Long> pid = call.process().map(ProcessHandle::pid);
            State state = pid.isPresent() ? State.RUNNING : new Resident(home).hasLeftTraces() ? State.CRASHED : State.NOT_RUNNING;
            return new Entry(home, state, pid, call.status(TO_ANSWER));
        }
    }

    private void printTable(List<Entry> entries) throws ClientException {
        var table = new Table();
        table.row("SCOPE", "STATE", "PID", "UP", "STAYS");
        for (Entry entry : entries) {
            boolean deaf = entry.state == State.RUNNING && entry.status.isEmpty();
            table.row(entry.home.name(), entry.state.words, entry.pid.map(String::valueOf).orElse("-"),
                    entry.status.map(status -> Words.time(Duration.ofMillis(Json.number(status, "uptime_ms", 0)))).orElse("-"),
                    entry.status.map(status -> Lifetime.of(status).toString()).orElse(deaf ? "it does not answer (yet)" : "-"));
        }
        surroundings.print(table.toString());
    }

    private void printJson(List<Entry> entries) throws ClientException {
        surroundings.print(line -> {
            line.writeArrayFieldStart("daemons");
            for (Entry entry : entries) {
                line.writeStartObject();
                entry.home.writeTo(line);
                line.writeStringField("state", entry.state.words);
                line.writeBooleanField("answers", entry.status.isPresent());
                if (entry.pid.isPresent()) {
                    line.writeNumberField("pid", entry.pid.get());
                } else {
                    line.writeNullField("pid");
                }
                if (entry.status.isPresent()) {
                    line.writeNumberField("uptime_ms", Json.number(entry.status.get(), "uptime_ms", 0));
                    line.writeNumberField("leases", Json.number(entry.status.get(), "leases", 0));
                    Lifetime.of(entry.status.get()).writeTo(line);
                } else {
                    line.writeNullField("uptime_ms");
                    line.writeNullField("leases");
                    line.writeNullField("lifetime");
                }
                line.writeEndObject();
            }
            line.writeEndArray();
        });
    }
}
