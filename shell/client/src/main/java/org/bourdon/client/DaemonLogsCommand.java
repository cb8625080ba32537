package org.bourdon.client;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.time.Duration;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class DaemonLogsCommand implements ClientCommand {

    private static final int LINES = 50;
    private static final int MOST_LINES = 1_000_000;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    private final Surroundings surroundings;

    DaemonLogsCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "logs", "Prints the end of the daemon's log.",
                "",
                "Needs no daemon. With -f it goes on with what is written, into the next file when one is full,",
                "until it is interrupted or the runtime folder is gone, as that of a scope is in the end.",
                "",
                "Names in the JSON, an object a line: time, level, thread, logger, message; a line that continues",
                "the one before it, as of a stack trace, has a message only.",
                "",
                "Examples:",
                "  bourdon daemon logs -n 20",
                "  bourdon daemon logs -f")
                .addOption(ClientCommand.flag("-f", "--follow", "Go on with what is written from now on."))
                .addOption(ClientCommand.value(Integer.class, "N", "How many lines; " + LINES + ".", "-n", "--lines"))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print each line as a JSON object."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        int count = ClientCommand.<Integer>value(given, "-n").orElse(LINES);
        if (count < 0 || count > MOST_LINES) {
            throw new ClientException(ExitCode.USAGE, "-n is to lie between 0 and " + MOST_LINES);
        }
        boolean json = ClientCommand.has(given, "--json");
        Home home = here.home();
        if (!Files.isDirectory(home.log().getParent())) {
            throw new ClientException(ExitCode.DAEMON_GONE, "there is no log in " + home.path());
        }
        try (var log = new LogTail(home.log())) {
            print(here, log.last(count), json);
            while (ClientCommand.has(given, "-f") && Files.isDirectory(home.path())) {
                List<String> more = log.more();
                print(here, more, json);
                if (more.isEmpty()) {
                    here.interruption().pause(BETWEEN_LOOKS);
                }
            }
        } catch (IOException e) {
            throw new ClientException(ExitCode.DAEMON_FAILED, "cannot read " + home.log() + ": " + ClientException.reason(e), e);
        }
        return ExitCode.DONE;
    }

    private static void print(Surroundings here, List<String> lines, boolean json) throws ClientException {
        if (lines.isEmpty()) {
            return;
        }
        var text = new StringBuilder();
        for (String line : lines) {
            text.append(json ? new String(Json.line(new LogLine(line)::writeTo), StandardCharsets.UTF_8) : line + "\n");
        }
        here.print(text.toString());
    }
}
