package org.bourdon.client.completion;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Commands and options with what they do beside them. */
final class ZshCompletion {

    private static final String FRAME = """
            #compdef bourdon
            # Completion for zsh, made by 'bourdon completion zsh'.
            _bourdon() {
                local place=bourdon i
                local -a commands options
                for ((i = 2; i < CURRENT; i++)); do
                    case "$place $words[i]" in
                        (@PLACES@) place="$place $words[i]" ;;
                        (@COMMANDS@)
                            shift $i words
                            ((CURRENT -= i))
                            _normal
                            return ;;
                    esac
                done
                case "$place $words[CURRENT-1]" in
                    (@FILES@) _files; return ;;
                    (@VOICES@) compadd -- ${(f)"$($words[1] completion voices 2>/dev/null)"}; return ;;
                    (@VALUES@) _message value; return ;;
                esac
                case $place in
            @WORDS@    esac
                case "$place" in
                    (@TAKING@) _files ;;
                esac
                _describe -t commands command commands
                _describe -o -t options option options
            }
            if [[ $funcstack[1] == _bourdon ]]; then
                _bourdon "$@"
            else
                compdef _bourdon bourdon
            fi
            """;

    private ZshCompletion() {
    }

    static String script(List<CommandPage> pages) {
        var words = new StringBuilder();
        for (CommandPage page : pages) {
            words.append("        ('").append(page.place()).append("')\n")
                    .append("            commands=(").append(String.join(" ", commands(page))).append(")\n")
                    .append("            options=(").append(String.join(" ", options(page))).append(") ;;\n");
        }
        return FRAME.replace("@PLACES@", Cases.quoted(Cases.places(pages)))
                .replace("@COMMANDS@", Cases.quoted(Cases.commands(pages)))
                .replace("@FILES@", Cases.quoted(Cases.options(pages, CommandPage.Value.FILE)))
                .replace("@VOICES@", Cases.quoted(Cases.options(pages, CommandPage.Value.VOICE)))
                .replace("@VALUES@", Cases.quoted(Cases.options(pages, CommandPage.Value.UNKNOWN)))
                .replace("@TAKING@", Cases.quoted(Cases.takingFiles(pages)))
                .replace("@WORDS@", words);
    }

    private static List<String> commands(CommandPage page) {
        var commands = new ArrayList<String>();
        for (CommandSpec below : page.subcommands()) {
            commands.add(entry(below.name(), CommandPage.description(below)));
        }
        page.words().forEach(word -> commands.add(entry(word, "")));
        return commands;
    }

    private static List<String> options(CommandPage page) {
        var options = new ArrayList<String>();
        for (OptionSpec option : page.options()) {
            List.of(option.names()).forEach(name -> options.add(entry(name, CommandPage.description(option))));
        }
        return options;
    }

    /** A colon parts the word from its explanation. */
    private static String entry(String word, String description) {
        return "'" + (description.isEmpty() ? word : word + ":" + description.replace("'", "'\\''")) + "'";
    }
}
