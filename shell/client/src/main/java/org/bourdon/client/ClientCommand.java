package org.bourdon.client;

import java.util.List;
import java.util.Optional;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** A command that ends with one of the exit codes that all have in common. */
public interface ClientCommand extends Command {

    /** @return the exit code */
    ExitCode run(ParseResult given) throws ClientException;

    @Override
    default int perform(ParseResult given) throws ClientException {
        return run(given).number();
    }

    /** Gives a specification its name, its texts and {@code --help}. */
    static CommandSpec spec(CommandSpec spec, String name, String description, String... footer) {
        spec.name(name).usageMessage().description(description).footer(footer);
        return spec.addOption(OptionSpec.builder("-h", "--help").description("Print this help.").usageHelp(true).build());
    }

    static OptionSpec flag(String name, String description) {
        return flag(new String[] {name}, description);
    }

    static OptionSpec flag(String name, String furtherName, String description) {
        return flag(new String[] {name, furtherName}, description);
    }

    private static OptionSpec flag(String[] names, String description) {
        return OptionSpec.builder(names).arity("0").type(boolean.class).description(description).build();
    }

    static OptionSpec value(Class<?> type, String label, String description, String name, String... furtherNames) {
        return OptionSpec.builder(name, furtherNames).arity("1").type(type).paramLabel(label).description(description).build();
    }

    static PositionalParamSpec text(String description) {
        return PositionalParamSpec.builder().paramLabel("TEXT").arity("0..*").type(List.class).auxiliaryTypes(String.class).description(description).build();
    }

    static boolean has(ParseResult given, String flag) {
        return given.hasMatchedOption(flag);
    }

    static <T> Optional<T> value(ParseResult given, String option) {
        return Optional.ofNullable(given.<T>matchedOptionValue(option, null));
    }

    static List<String> text(ParseResult given) {
        return given.matchedPositionalValue(0, List.of());
    }
}
