package org.bourdon.client;

import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** A name under which a daemon of its own lives: own home, own socket, nothing shared with others but the programs. */
public record Scope(String name) {

    static final String VARIABLE = "BOURDON_SCOPE";
    /** Stands for no scope, where a name is expected. */
    static final String NONE = "-";

    private static final String OPTION = "--scope";
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._-]{0,31}");

    public static OptionSpec option() {
        return ClientCommand.value(String.class, "NAME", "The daemon of this scope; BOURDON_SCOPE if not given, - for none.", OPTION);
    }

    /** What the option says, else what the variable says. */
    static Optional<Scope> of(ParseResult given, Map<String, String> variables) throws ClientException {
        Optional<String> asked = given.commandSpec().findOption(OPTION) == null ? Optional.empty() : ClientCommand.value(given, OPTION);
        String name = asked.isPresent() ? asked.get() : variables.getOrDefault(VARIABLE, NONE);
        if (name.equals(NONE) || name.isEmpty() && asked.isEmpty()) {
            return Optional.empty();
        }
        if (!isName(name)) {
            throw new ClientException(ExitCode.USAGE, "'" + name + "' cannot name a scope: 1 to 32 letters, digits, dots, dashes and underscores,"
                    + " the first a letter or a digit");
        }
        return Optional.of(new Scope(name));
    }

    static boolean isName(String name) {
        return NAME.matcher(name).matches();
    }
}
