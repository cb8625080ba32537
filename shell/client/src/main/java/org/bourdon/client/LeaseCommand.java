package org.bourdon.client;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** Ends with the exit code of the command that it runs. */
final class LeaseCommand implements Command {

    /** What a shell ends with when it cannot run a command. */
    private static final int CANNOT_RUN = 127;
    private static final int LONGEST_HOLDER = 200;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(250);
    private static final Duration TO_LEASE = Duration.ofSeconds(10);
    private static final Duration TO_LOAD = Duration.ofSeconds(40);
    private static final Duration TO_LET_GO = Duration.ofSeconds(2);

    private final Surroundings surroundings;

    LeaseCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        CommandSpec spec = ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "lease", "Runs a command with the daemon held up until it ends.",
                "",
                "Starts a daemon if none runs; that one leaves when the last lease has been returned. However",
                "COMMAND or this program ends, the lease ends with it. COMMAND finds the daemon through",
                "BOURDON_HOME and BOURDON_SCOPE. Voices that are named are loaded before COMMAND begins and stay",
                "loaded until it has ended, so that no first word is a load.",
                "",
                "Exit codes: that of COMMAND, 128 and its number for a signal that ended it, 127 if it cannot be",
                "run. Before COMMAND has begun: those of 'bourdon --help'.",
                "",
                "Examples:",
                "  bourdon lease -- ./read-the-news.sh",
                "  bourdon lease --voice en_US-tenor -- ./read-the-news.sh",
                "  bourdon lease --scope tests --holder \"nightly tests\" -- make test")
                .addPositional(PositionalParamSpec.builder().paramLabel("COMMAND").arity("1..*").type(List.class).auxiliaryTypes(String.class)
                        .description("The program to run, with its arguments.").build())
                .addOption(ClientCommand.value(String.class, "TEXT", "Who holds the lease, for those who look at the daemon; the command if not given.",
                        "--holder"))
                .addOption(OptionSpec.builder("-v", "--voice").arity("1").type(List.class).auxiliaryTypes(String.class).paramLabel("VOICE")
                        .description("Have this voice loaded; may be given more than once.").build())
                .addOption(Scope.option());
        // What stands behind the program's name is its own.
        spec.parser().stopAtPositional(true);
        return spec;
    }

    @Override
    public int perform(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        List<String> command = ClientCommand.text(given);
        if (command.isEmpty()) {
            throw new ClientException(ExitCode.USAGE, "which command is to run? See 'bourdon lease --help'");
        }
        String holder = ClientCommand.<String>value(given, "--holder").orElse(command.getFirst());
        List<String> voices = ClientCommand.<List<String>>value(given, "--voice").orElse(List.of());
        DaemonDoor door = here.door();
        return new Perseverance(() -> door.enter(Lifetime.WHILE_LEASED), here.interruption())
                .ask(daemon -> runHolding(daemon, here, command, holder.substring(0, Math.min(holder.length(), LONGEST_HOLDER)), voices));
    }

    /** @throws DaemonLeftException before the command has begun only */
    private int runHolding(Rpc daemon, Surroundings here, List<String> command, String holder, List<String> voices) throws ClientException {
        String lease = Json.string(daemon.call("lease", params -> {
            params.writeStringField("holder", holder);
            if (!voices.isEmpty()) {
                params.writeArrayFieldStart("voices");
                for (String voice : voices) {
                    params.writeString(voice);
                }
                params.writeEndArray();
            }
        }, voices.isEmpty() ? TO_LEASE : TO_LOAD), "lease").orElseThrow(() -> new ClientException(ExitCode.DAEMON_FAILED, "the daemon gives no lease; both must be of one version"));
        Process child;
        try {
            child = start(here, command);
        } catch (IOException e) {
            here.err().println("bourdon: cannot run " + command.getFirst() + ": " + whyNot(e));
            return CANNOT_RUN;
        }
        here.interruption().leaveTo(child);
        if (isHeldUntilEndOf(child, daemon, here)) {
            letGo(daemon, lease);
        }
        return child.exitValue();
    }

    /** The system's own words, without those that the JVM puts around them. */
    private static String whyNot(IOException e) {
        return ClientException.reason(e).replaceFirst("(?s).*error[:=] ?\\d+[ ,(]+(.*?)\\)?\\s*$", "$1");
    }

    private Process start(Surroundings here, List<String> command) throws IOException {
        var builder = new ProcessBuilder(command).inheritIO();
        builder.environment().put("BOURDON_HOME", surroundings.home().path().toString());
        builder.environment().remove(Scope.VARIABLE);
        here.home().scope().ifPresent(scope -> builder.environment().put(Scope.VARIABLE, scope.name()));
        return builder.start();
    }

    private static boolean isHeldUntilEndOf(Process child, Rpc daemon, Surroundings here) throws ClientException {
        boolean held = true;
        try {
            while (!child.waitFor(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS)) {
                if (held && daemon.connection().hasEnded()) {
                    held = false;
                    here.err().println("bourdon: the daemon (pid " + daemon.pid() + ") went away, and the lease with it; the command goes on");
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
        return held;
    }

    private static void letGo(Rpc daemon, String lease) {
        try {
            daemon.call("release", params -> params.writeStringField("lease", lease), TO_LET_GO);
        } catch (ClientException _) {
            // The end of the connection, which comes next, says the same.
        }
    }
}
