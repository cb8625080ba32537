package org.bourdon.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import org.bourdon.client.catalogue.VoiceCommand;
import org.bourdon.client.completion.CompletionCommand;
import org.bourdon.client.service.ServiceCommand;
import org.bourdon.client.stress.StressCommand;

import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.UnmatchedArgumentException;
import picocli.CommandLine;

/** Runs one command line. */
public final class Client {

    private final Surroundings surroundings;

    Client(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @return the exit code; whatever went wrong has been said in one line on standard error */
    int run(String... arguments) {
        try {
            if (arguments.length == 1 && arguments[0].equals("--version")) {
                printVersion();
                return ExitCode.DONE.number();
            }
            return execute(arguments);
        } catch (ClientException | RuntimeException | Error e) {
            return failed(e);
        }
    }

    private int execute(String... arguments) throws ClientException {
        CommandLine line = commandLine(arguments);
        if (arguments.length == 0) {
            surroundings.err().print(line.getUsageMessage(Ansi.OFF));
            return ExitCode.USAGE.number();
        }
        try {
            ParseResult given = line.parseArgs(arguments);
            while (given.hasSubcommand() && !given.isUsageHelpRequested()) {
                given = given.subcommand();
            }
            CommandSpec spec = given.commandSpec();
            if (given.isUsageHelpRequested()) {
                surroundings.print(spec.commandLine().getUsageMessage(surroundings.terminal().out() ? Ansi.ON : Ansi.OFF));
                return ExitCode.DONE.number();
            }
            if (given.isVersionHelpRequested()) {
                printVersion();
                return ExitCode.DONE.number();
            }
            if (spec.userObject() instanceof Command command) {
                return command.perform(given);
            }
            throw new ParameterException(spec.commandLine(), "a command is missing");
        } catch (ParameterException e) {
            return misused(e);
        }
    }

    /** Only what is asked for is set up: the rest would cost more time than the request itself. */
    private CommandLine commandLine(String... arguments) {
        CommandSpec root = BourdonCommand.spec();
        switch (arguments.length > 0 ? arguments[0] : "") {
            case "say" -> add(root, new SayCommand(surroundings));
            case "pronounce" -> add(root, new PronounceCommand(surroundings));
            case "voices" -> add(root, new VoicesCommand(surroundings));
            case "model" -> root.addSubcommand("model", ModelCommand.spec(surroundings));
            case "engine" -> root.addSubcommand("engine", EngineCommand.spec());
            case "daemon" -> root.addSubcommand("daemon", DaemonCommand.spec(surroundings));
            case "lease" -> add(root, new LeaseCommand(surroundings));
            case "stress" -> add(root, new StressCommand(surroundings));
            case "voice" -> root.addSubcommand("voice", VoiceCommand.spec(surroundings));
            case "service" -> root.addSubcommand("service", ServiceCommand.spec(surroundings));
            default -> {
                add(root, new SayCommand(surroundings));
                add(root, new PronounceCommand(surroundings));
                add(root, new VoicesCommand(surroundings));
                root.addSubcommand("voice", VoiceCommand.spec(surroundings));
                root.addSubcommand("model", ModelCommand.spec(surroundings));
                root.addSubcommand("engine", EngineCommand.spec());
                root.addSubcommand("daemon", DaemonCommand.spec(surroundings));
                add(root, new LeaseCommand(surroundings));
                add(root, new CompletionCommand(surroundings, this::commandLine));
                add(root, new StressCommand(surroundings));
                root.addSubcommand("service", ServiceCommand.spec(surroundings));
            }
        }
        root.addOption(OptionSpec.builder("-V", "--version").description("Print the version.").versionHelp(true).build());
        root.usageMessage().footer(footerWithExitCodes(root));
        var line = new CommandLine(root);
        line.setUsageHelpWidth(100);
        // A word that begins with @ is a word, and not the name of a file with more of them.
        line.setExpandAtFiles(false);
        return line;
    }

    static void add(CommandSpec parent, Command command) {
        CommandSpec spec = command.spec();
        parent.addSubcommand(spec.name(), spec);
    }

    private static String[] footerWithExitCodes(CommandSpec root) {
        String footer = String.join("\n", root.usageMessage().footer());
        return (footer + "\n\nExit codes:\n" + ExitCode.help().stripTrailing()).split("\n");
    }

    private int misused(ParameterException e) {
        CommandSpec spec = e.getCommandLine().getCommandSpec();
        String command = spec.qualifiedName();
        String what = e instanceof UnmatchedArgumentException unmatched && !spec.subcommands().isEmpty() && !unmatched.isUnknownOption()
                ? "there is no command '" + unmatched.getUnmatched().getFirst() + "'"
                : e.getMessage().lines().findFirst().orElse("wrong use");
        complain(what + "; see '" + command + " --help'");
        return ExitCode.USAGE.number();
    }

    private int failed(Throwable e) {
        if ("1".equals(surroundings.variables().get("BOURDON_DEBUG"))) {
            e.printStackTrace(surroundings.err());
        }
        if (e instanceof ReaderGoneException) {
            return ExitCode.DONE.number();
        }
        if (e instanceof ClientException known) {
            complain(known.getMessage());
            return known.code().number();
        }
        complain("a defect of this client: " + e + "; BOURDON_DEBUG=1 tells more");
        return ExitCode.DAEMON_FAILED.number();
    }

    private void complain(String message) {
        // Who was interrupted knows why nothing came of it.
        if (!surroundings.interruption().hasHappened()) {
            surroundings.err().println("bourdon: " + message.replaceAll("\\s*[\\r\\n]+\\s*", " "));
        }
    }

    private void printVersion() throws ClientException {
        surroundings.print("bourdon " + version() + "\n");
    }

    public static String version() {
        try (InputStream text = Client.class.getResourceAsStream("version")) {
            return text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the version", e);
        }
    }
}
