package org.bourdon.client.completion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import picocli.CommandLine;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/**
 * One command as a completion script sees it.
 *
 * @param place the words that lead to it, the program's name first
 */
record CommandPage(String place, CommandSpec spec) {

    /** What a value can be. */
    enum Value {
        FILE, COMMAND, VOICE, WORDS, UNKNOWN;

        static Value of(ArgSpec argument) {
            if (argument.completionCandidates() != null) {
                return WORDS;
            }
            return switch (argument.paramLabel()) {
                case "FILE" -> FILE;
                case "COMMAND" -> COMMAND;
                case "VOICE" -> VOICE;
                default -> UNKNOWN;
            };
        }
    }

    /** The root and all below it. */
    static List<CommandPage> all(CommandSpec root) {
        var pages = new ArrayList<CommandPage>();
        collect(root.name(), root, pages);
        return pages;
    }

    private static void collect(String place, CommandSpec spec, List<CommandPage> pages) {
        pages.add(new CommandPage(place, spec));
        for (CommandLine below : spec.subcommands().values()) {
            collect(place + " " + below.getCommandName(), below.getCommandSpec(), pages);
        }
    }

    List<CommandSpec> subcommands() {
        return spec.subcommands().values().stream().map(CommandLine::getCommandSpec).toList();
    }

    List<OptionSpec> options() {
        return spec.options();
    }

    /** The words that can stand where no option does. */
    List<String> words() {
        var words = new ArrayList<String>();
        spec.positionalParameters().stream().filter(value -> value.completionCandidates() != null).forEach(value -> value.completionCandidates().forEach(words::add));
        return words;
    }

    /** Whether what follows is a command line of its own. */
    boolean runsCommand() {
        return spec.positionalParameters().stream().anyMatch(value -> Value.of(value) == Value.COMMAND);
    }

    /** Whether files can stand where no option does. */
    boolean takesFiles() {
        return spec.positionalParameters().stream().anyMatch(value -> value.paramLabel().endsWith("FILE"));
    }

    static boolean takesValue(OptionSpec option) {
        return option.arity().max() > 0;
    }

    static String description(CommandSpec spec) {
        return first(spec.usageMessage().description());
    }

    static String description(ArgSpec argument) {
        return first(argument.description());
    }

    private static String first(String[] lines) {
        return Optional.of(lines).filter(some -> some.length > 0).map(some -> some[0]).orElse("");
    }
}
