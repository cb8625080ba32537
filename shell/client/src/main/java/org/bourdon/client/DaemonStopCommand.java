package org.bourdon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.core.JsonGenerator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

final class DaemonStopCommand implements ClientCommand {

    private static final double SECONDS = 5;
    private static final double MOST_SECONDS = 3600;

    private final Surroundings surroundings;

    DaemonStopCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "stop", "Stops the daemon and waits until it is gone.",
                "",
                "It is asked first: it takes no new work, and what is under way may go on until it is done or the",
                "time to drain is over. If it has not left 5 seconds later it is sent TERM, and 5 seconds later",
                "KILL; what that cost is said. What a daemon that crashed has left is removed. That none runs is",
                "no error.",
                "",
                "Names in the JSON: stopped, scope, home, pid, how (asked, terminated, killed), requests_active",
                "(before; null if not known); with --all: daemons, a list of these.",
                "",
                "Examples:",
                "  bourdon daemon stop",
                "  bourdon daemon stop --drain 60",
                "  bourdon daemon stop --all")
                .addOption(drainOption())
                .addOption(ClientCommand.flag("--all", "Stop those of all scopes and the one without."))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print what was stopped, and how, as JSON."));
    }

    static OptionSpec drainOption() {
        return ClientCommand.value(Double.class, "SECONDS", "How long work under way may go on; 5.", "--drain");
    }

    static Duration drain(ParseResult given) throws ClientException {
        double seconds = ClientCommand.<Double>value(given, "--drain").orElse(SECONDS);
        if (!(seconds >= 0 && seconds <= MOST_SECONDS)) {
            throw new ClientException(ExitCode.USAGE, "--drain is to lie between 0 and " + (int) MOST_SECONDS + " seconds");
        }
        return Duration.ofMillis(Math.round(seconds * 1000));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        boolean json = ClientCommand.has(given, "--json");
        Duration drain = drain(given);
        if (ClientCommand.has(given, "--all")) {
            if (given.hasMatchedOption("--scope")) {
                throw new ClientException(ExitCode.USAGE, "either --all or --scope, not both");
            }
            return new StopAll(surroundings).run(drain, json);
        }
        Surroundings here = surroundings.scoped(given);
        report(here, new DaemonEnd(here).politely(drain), json);
        return ExitCode.DONE;
    }

    static void report(Surroundings here, Optional<DaemonEnded> ended, boolean json) throws ClientException {
        if (json) {
            here.print(line -> write(line, here.home(), ended));
        } else {
            here.print((ended.isPresent() ? ended.get().inWords() : "no daemon runs in " + here.home().path()) + "\n");
        }
    }

    static void write(JsonGenerator json, Home home, Optional<DaemonEnded> ended) throws IOException {
        json.writeBooleanField("stopped", ended.isPresent());
        home.writeTo(json);
        if (ended.isPresent()) {
            ended.get().writeTo(json);
        }
    }
}
