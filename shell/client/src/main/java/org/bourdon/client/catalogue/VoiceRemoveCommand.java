package org.bourdon.client.catalogue;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Scope;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

final class VoiceRemoveCommand implements ClientCommand {

    private final Surroundings surroundings;

    VoiceRemoveCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "remove", "Deletes a voice from your voices folder.",
                "",
                "The voices that came with Bourdon stay. Names in the JSON: removed[] with name, bytes.",
                "",
                "Example:",
                "  bourdon voice remove en_GB-alba-medium")
                .addPositional(PositionalParamSpec.builder().paramLabel("NAME").index("0..*").arity("1..*").required(true).type(List.class).auxiliaryTypes(String.class)
                        .description("The voice, by its whole name.").build())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print what was removed as JSON."));
    }

    private record Removed(String name, long bytes) {
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        VoicesFolder folder = Market.voicesOf(here);
        var removed = new ArrayList<Removed>();
        try {
            var voices = new ArrayList<InstalledVoice>();
            for (String name : given.<List<String>>matchedPositionalValue(0, List.of())) {
                voices.add(find(folder, name));
            }
            for (InstalledVoice voice : voices) {
                long bytes = voice.bytes();
                folder.remove(voice);
                removed.add(new Removed(voice.name(), bytes));
            }
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot remove from " + folder.path() + ": " + ClientException.reason(e), e);
        }
        new DaemonSight(here).lookAgain();
        if (ClientCommand.has(given, "--json")) {
            here.print(out -> {
                out.writeArrayFieldStart("removed");
                for (Removed voice : removed) {
                    out.writeStartObject();
                    out.writeStringField("name", voice.name());
                    out.writeNumberField("bytes", voice.bytes());
                    out.writeEndObject();
                }
                out.writeEndArray();
            });
        } else {
            var text = new StringBuilder();
            removed.forEach(voice -> text.append("removed ").append(voice.name()).append(", ").append(Sizes.of(voice.bytes())).append('\n'));
            here.print(text.toString());
        }
        return ExitCode.DONE;
    }

    private static InstalledVoice find(VoicesFolder folder, String name) throws IOException, ClientException {
        List<InstalledVoice> all = folder.all();
        Optional<InstalledVoice> found = all.stream().filter(voice -> voice.name().equals(name)).findFirst();
        if (found.isEmpty()) {
            List<String> near = Catalogue.near(name, all.stream().filter(voice -> !voice.shipped()).map(InstalledVoice::name).toList());
            throw new ClientException(ExitCode.INPUT, "there is no voice '" + SafeName.plain(name) + "' in " + folder.path()
                    + (near.isEmpty() ? "" : "; did you mean " + Catalogue.list(near) + "?"));
        }
        if (found.get().shipped()) {
            throw new ClientException(ExitCode.INPUT, name + " came with Bourdon and is not removed; another one can be made the default in etc/speech.json");
        }
        return found.get();
    }
}
