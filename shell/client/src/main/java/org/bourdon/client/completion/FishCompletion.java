package org.bourdon.client.completion;

import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** A line for each command and each option. */
final class FishCompletion {

    private static final String FRAME = """
            # Completion for fish, made by 'bourdon completion fish'.
            function __bourdon_at
                set -l place bourdon
                set -l given (commandline -opc)
                for word in $given[2..-1]
                    switch "$place $word"
                        case @PLACES@
                            set place "$place $word"
                    end
                end
                test "$place" = "$argv"
            end
            complete -c bourdon -f
            """;

    private FishCompletion() {
    }

    static String script(List<CommandPage> pages) {
        var script = new StringBuilder(FRAME.replace("@PLACES@", "'" + String.join("' '", Cases.places(pages)) + "'"));
        for (CommandPage page : pages) {
            String here = "complete -c bourdon -n '__bourdon_at " + page.place() + "'";
            for (CommandSpec below : page.subcommands()) {
                script.append(here).append(" -a ").append(below.name()).append(description(CommandPage.description(below))).append('\n');
            }
            if (!page.words().isEmpty()) {
                script.append(here).append(" -a '").append(String.join(" ", page.words())).append("'\n");
            }
            if (page.takesFiles()) {
                script.append(here).append(" -F\n");
            }
            if (page.runsCommand()) {
                script.append(here).append(" -x -a '(__fish_complete_subcommand)'\n");
            }
            for (OptionSpec option : page.options()) {
                script.append(here).append(names(option)).append(value(option)).append(description(CommandPage.description(option))).append('\n');
            }
        }
        return script.toString();
    }

    private static String names(OptionSpec option) {
        var names = new StringBuilder();
        for (String name : option.names()) {
            names.append(name.startsWith("--") ? " -l " + name.substring(2) : " -s " + name.substring(1));
        }
        return names.toString();
    }

    private static String value(OptionSpec option) {
        if (!CommandPage.takesValue(option)) {
            return "";
        }
        return switch (CommandPage.Value.of(option)) {
            case FILE -> " -r -F";
            case VOICE -> " -x -a '(bourdon completion voices 2>/dev/null)'";
            default -> " -x";
        };
    }

    private static String description(String text) {
        return text.isEmpty() ? "" : " -d '" + text.replace("\\", "\\\\").replace("'", "\\'") + "'";
    }
}
