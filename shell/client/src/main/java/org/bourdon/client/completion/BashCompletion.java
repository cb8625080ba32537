package org.bourdon.client.completion;

import java.util.ArrayList;
import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;

/** Works with bash 3.2, and without any package for completions. */
final class BashCompletion {

    private static final String FRAME = """
            # Completion for bash, made by 'bourdon completion bash'.
            _bourdon() {
                local IFS=$' \\n' word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD - 1]} place=bourdon words= i
                COMPREPLY=()
                for ((i = 1; i < COMP_CWORD; i++)); do
                    case "$place ${COMP_WORDS[i]}" in
                        @PLACES@) place="$place ${COMP_WORDS[i]}" ;;
                        @COMMANDS@)
                            _bourdon_files $([[ $((i + 1)) -eq $COMP_CWORD ]] && echo -c || echo -f)
                            return ;;
                    esac
                done
                case "$place $before" in
                    @FILES@) _bourdon_files -f; return ;;
                    @VOICES@)
                        COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" completion voices 2>/dev/null)" -- "$word"))
                        return ;;
                    @VALUES@) return ;;
                esac
                case $place in
            @WORDS@    esac
                if [[ $word != -* ]]; then
                    case $place in
                        @TAKING@) _bourdon_files -f; return ;;
                    esac
                fi
                COMPREPLY=($(compgen -W "$words" -- "$word"))
            }
            _bourdon_files() {
                local IFS=$'\\n'
                COMPREPLY=($(compgen "$1" -- "$word"))
                compopt -o filenames 2>/dev/null
            }
            complete -F _bourdon bourdon
            """;

    private BashCompletion() {
    }

    static String script(List<CommandPage> pages) {
        var words = new StringBuilder();
        for (CommandPage page : pages) {
            words.append("        '").append(page.place()).append("') words='").append(String.join(" ", words(page))).append("' ;;\n");
        }
        return FRAME.replace("@PLACES@", Cases.quoted(Cases.places(pages)))
                .replace("@COMMANDS@", Cases.quoted(Cases.commands(pages)))
                .replace("@FILES@", Cases.quoted(Cases.options(pages, CommandPage.Value.FILE)))
                .replace("@VOICES@", Cases.quoted(Cases.options(pages, CommandPage.Value.VOICE)))
                .replace("@VALUES@", Cases.quoted(Cases.options(pages, CommandPage.Value.UNKNOWN)))
                .replace("@TAKING@", Cases.quoted(Cases.takingFiles(pages)))
                .replace("@WORDS@", words);
    }

    private static List<String> words(CommandPage page) {
        var words = new ArrayList<String>();
        page.subcommands().stream().map(CommandSpec::name).forEach(words::add);
        words.addAll(page.words());
        page.options().stream().map(OptionSpec::names).map(List::of).forEach(words::addAll);
        return words;
    }
}
