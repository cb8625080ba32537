package org.bourdon.client;

import java.util.List;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The engines that come when they are asked for. The {@code bourdon} script fetches and builds them; here is what it says about that. */
final class EngineCommand {

    private EngineCommand() {
    }

    static CommandSpec spec() {
        CommandSpec spec = ClientCommand.spec(CommandSpec.create(), "engine", "Adds an engine that models can run in.",
                "",
                "The engine onnx is always there. 'bourdon say --engine NAME' adds what it names, too.",
                "",
                "Examples:",
                "  bourdon engine add djl");
        Client.add(spec, new Add());
        return spec;
    }

    private static final class Add implements ClientCommand {

        @Override
        public CommandSpec spec() {
            return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "add", "Fetches an engine and builds it, once.",
                    "",
                    "djl runs TorchScript models (.pt) with PyTorch: on Linux 112 MB to fetch, on a Mac 42 MB. A",
                    "daemon that runs takes it up within seconds. It is built from a checkout of Bourdon; an",
                    "installed one has what lies in its engines folder.",
                    "",
                    "Examples:",
                    "  bourdon engine add djl",
                    "  bourdon say --engine djl \"Spoken by PyTorch.\" -o torch.wav")
                    .addPositional(PositionalParamSpec.builder().paramLabel("NAME").arity("1").required(true).type(String.class)
                            .completionCandidates(List.of("djl")).description("The engine: djl.").build());
        }

        @Override
        public ExitCode run(ParseResult given) throws ClientException {
            throw new ClientException(ExitCode.USAGE, "engines are added by the script 'bourdon', which this was not started by");
        }
    }
}
