package org.bourdon.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;

import picocli.CommandLine;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;

/** Runs one command line. */
final class Client {

    private final Surroundings surroundings;

    Client(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    /** @return the exit code; whatever went wrong has been said in one line on standard error */
    int run(String... arguments) {
        try {
            if (arguments.length == 1 && arguments[0].equals("--version")) {
                surroundings.print("bourdon " + version() + "\n");
                return ExitCode.DONE.number();
            }
            return execute(arguments);
        } catch (ClientException | RuntimeException | Error e) {
            return failed(e);
        }
    }

    private int execute(String... arguments) throws ClientException {
        CommandLine line = commandLine(arguments.length > 0 ? arguments[0] : "");
        if (arguments.length == 0) {
            surroundings.err().print(line.getUsageMessage(Ansi.OFF));
            return ExitCode.USAGE.number();
        }
        var help = new StringWriter();
        line.setOut(new PrintWriter(help));
        int code = line.execute(arguments);
        line.getOut().flush();
        if (!help.toString().isEmpty()) {
            surroundings.print(help.toString());
        }
        return code;
    }

    /** Only what is asked for is set up: the rest would cost more time than the request itself. */
    private CommandLine commandLine(String asked) {
        var line = new CommandLine(new BourdonCommand());
        switch (asked) {
            case "say" -> line.addSubcommand(new SayCommand(surroundings));
            case "pronounce" -> line.addSubcommand(new PronounceCommand(surroundings));
            case "voices" -> line.addSubcommand(new VoicesCommand(surroundings));
            case "daemon" -> line.addSubcommand(daemon());
            default -> line.addSubcommand(new SayCommand(surroundings)).addSubcommand(new PronounceCommand(surroundings))
                    .addSubcommand(new VoicesCommand(surroundings)).addSubcommand(daemon());
        }
        addHelp(line);
        line.getCommandSpec().addOption(OptionSpec.builder("-V", "--version").description("Print the version.").versionHelp(true).build());
        line.getCommandSpec().version("bourdon " + version());
        line.getCommandSpec().usageMessage().footer(footerWithExitCodes(line));
        line.setColorScheme(CommandLine.Help.defaultColorScheme(surroundings.terminal().out() ? Ansi.ON : Ansi.OFF));
        line.setUsageHelpWidth(100);
        line.setParameterExceptionHandler((e, _) -> misused(e));
        line.setExecutionExceptionHandler((e, _, _) -> failed(e));
        return line;
    }

    private CommandLine daemon() {
        return new CommandLine(new DaemonCommand())
                .addSubcommand(new DaemonStartCommand(surroundings))
                .addSubcommand(new DaemonStopCommand(surroundings))
                .addSubcommand(new DaemonStatusCommand(surroundings));
    }

    private static void addHelp(CommandLine line) {
        line.getCommandSpec().addOption(OptionSpec.builder("-h", "--help").description("Print this help.").usageHelp(true).build());
        line.getSubcommands().values().forEach(Client::addHelp);
    }

    private static String[] footerWithExitCodes(CommandLine line) {
        String footer = String.join("\n", line.getCommandSpec().usageMessage().footer());
        return (footer + "\n\nExit codes:\n" + ExitCode.help().stripTrailing()).split("\n");
    }

    private int misused(ParameterException e) {
        String command = e.getCommandLine().getCommandSpec().qualifiedName();
        complain(e.getMessage().lines().findFirst().orElse("wrong use") + "; see '" + command + " --help'");
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

    static String version() {
        try (InputStream text = Client.class.getResourceAsStream("version")) {
            return text == null ? "unknown" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new UncheckedIOException("reading the version", e);
        }
    }
}
