package org.bourdon.client.completion;

import java.util.List;
import java.util.function.Supplier;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine;

/** The scripts are made from the commands' own description, so that they cannot fall behind it. */
public final class CompletionCommand implements ClientCommand {

    private static final List<String> SHELLS = List.of("bash", "zsh", "fish");

    private final Surroundings surroundings;
    private final Supplier<CommandLine> commands;

    /** @param commands all of them */
    public CompletionCommand(Surroundings surroundings, Supplier<CommandLine> commands) {
        this.surroundings = surroundings;
        this.commands = commands;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "completion", "Prints a script that completes commands and options.",
                "",
                "Examples:",
                "  source <(bourdon completion bash)                               # in ~/.bashrc",
                "  source <(bourdon completion zsh)                                # in ~/.zshrc, after compinit",
                "  bourdon completion fish > ~/.config/fish/completions/bourdon.fish")
                .addPositional(PositionalParamSpec.builder().paramLabel("SHELL").arity("1").type(String.class).completionCandidates(SHELLS)
                        .description("bash, zsh or fish.").build());
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        String shell = given.matchedPositionalValue(0, "");
        List<CommandPage> pages = CommandPage.all(commands.get().getCommandSpec());
        surroundings.print(switch (shell) {
            case "bash" -> BashCompletion.script(pages);
            case "zsh" -> ZshCompletion.script(pages);
            case "fish" -> FishCompletion.script(pages);
            default -> throw new ClientException(ExitCode.USAGE, "no completion for '" + shell + "', only for " + String.join(", ", SHELLS));
        });
        return ExitCode.DONE;
    }
}
