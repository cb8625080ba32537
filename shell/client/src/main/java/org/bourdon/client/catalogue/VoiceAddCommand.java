package org.bourdon.client.catalogue;

import java.io.IOException;
import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Scope;
import org.bourdon.client.Surroundings;

import com.fasterxml.jackson.core.JsonGenerator;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

final class VoiceAddCommand implements ClientCommand {

    private final Surroundings surroundings;

    VoiceAddCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "add", "Fetches a voice and makes it one of yours.",
                "",
                "NAME is a voice of the catalogue, another name that it gives it, or as much of the name's beginning",
                "as only one has. URL is that of a model, NAME.onnx, with NAME.onnx.json beside it. FILE is a model on",
                "this machine, or its side file. Licences differ from voice to voice; what the model card says is shown.",
                "",
                "What was cut off goes on where it stopped when the command is given again. A voice is there whole or",
                "not at all; one that is there already is left as it is.",
                "",
                "Names in the JSON: voices[] with name, outcome (added, replaced, present), folder, source, files[],",
                "bytes, language, sample_rate, speakers, licence, model_card, daemon (whether one runs), problem (what",
                "keeps that daemon from speaking with it). What is not known is null.",
                "",
                "Exit codes: 0 it is there; 1 a server did not do its part; 3 an unknown name, or no voice; 5 it could",
                "not be written.",
                "",
                "Examples:",
                "  bourdon voice add en_GB-alba-medium",
                "  bourdon voice add kokoro",
                "  bourdon voice add ~/Downloads/my-voice.onnx")
                .addPositional(PositionalParamSpec.builder().paramLabel("NAME|URL|FILE").index("0..*").arity("1..*").required(true).type(List.class).auxiliaryTypes(String.class)
                        .description("What to add.").build())
                .addOption(ClientCommand.flag("--force", "Replace a voice that is there already."))
                .addOption(Market.option())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print what was added as JSON."));
    }

    /** What was asked for, by kind. */
    private record Wishes(List<String> names, List<URI> addresses, List<Path> files) {
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        Wishes wishes = wishes(given.matchedPositionalValue(0, List.of()));
        boolean force = ClientCommand.has(given, "--force");
        boolean json = ClientCommand.has(given, "--json");
        Market market = Market.of(here, given);
        here.home().create();
        var talk = new Talk(here, json);
        List<AddedVoice> added = new ArrayList<>();
        try (Web web = market.web()) {
            Workbench bench = market.bench(web, talk);
            if (!wishes.names().isEmpty()) {
                Catalogue catalogue = market.store(web).catalogue(Duration.ZERO);
                List<CatalogueVoice> found = new ArrayList<>();
                for (String name : wishes.names()) {
                    found.add(catalogue.find(name));
                }
                for (CatalogueVoice voice : found) {
                    added.add(new RemoteVoice(bench, voice, market.catalogue().toString()).add(force));
                }
            }
            for (URI address : wishes.addresses()) {
                added.add(new RemoteVoice(bench, RemoteVoice.at(address), address.toString()).add(force));
            }
            added.addAll(new LocalVoices(bench).add(wishes.files(), force));
        }
        report(here, market.voices(), added, json);
        return ExitCode.DONE;
    }

    private static Wishes wishes(List<String> words) throws ClientException {
        var wishes = new Wishes(new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (String word : words) {
            if (word.matches("(?i)[a-z][a-z0-9+.-]*://.*")) {
                wishes.addresses().add(address(word));
            } else if (word.contains("/") || word.endsWith(".onnx") || word.endsWith(".json") || word.startsWith(ModelCard.FILE)) {
                try {
                    wishes.files().add(Path.of(word));
                } catch (InvalidPathException e) {
                    throw new ClientException(ExitCode.INPUT, "'" + word + "' cannot name a file here: " + e.getReason(), e);
                }
            } else {
                wishes.names().add(word);
            }
        }
        return wishes;
    }

    private static URI address(String word) throws ClientException {
        try {
            URI address = URI.create(word);
            if (Market.isHttp(address)) {
                // The page about a file is what a browser shows; people copy that address.
                return URI.create(address.toASCIIString().replaceFirst("^(https://huggingface\\.co/[^?#]*?)/blob/", "$1/resolve/").replaceFirst("#.*", ""));
            }
        } catch (IllegalArgumentException e) {
            throw new ClientException(ExitCode.INPUT, "'" + word + "' is not an address", e);
        }
        throw new ClientException(ExitCode.INPUT, "'" + word + "' is not an address by http or https");
    }

    /** Lines for a person, when it is a person who reads. */
    private record Talk(Surroundings here, boolean json) implements Consumer<String> {
        @Override
        public void accept(String line) {
            if (!json) {
                here.progress().clear();
                here.err().println(SafeName.plain(line));
            }
        }
    }

    private static void report(Surroundings here, VoicesFolder folder, List<AddedVoice> added, boolean json) throws ClientException {
        var sight = new DaemonSight(here);
        List<DaemonSight.Seen> seen = new ArrayList<>();
        for (AddedVoice voice : added) {
            seen.add(sight.of(voice.name()));
        }
        List<InstalledVoice> installed = installed(folder, added);
        if (json) {
            here.print(out -> {
                out.writeArrayFieldStart("voices");
                for (int i = 0; i < added.size(); i++) {
                    write(out, added.get(i), installed.get(i), seen.get(i));
                }
                out.writeEndArray();
            });
            return;
        }
        var text = new StringBuilder();
        for (int i = 0; i < added.size(); i++) {
            AddedVoice voice = added.get(i);
            text.append(switch (voice.outcome()) {
                case ADDED -> "added " + voice.name() + ", " + size(installed.get(i));
                case REPLACED -> "replaced " + voice.name() + ", " + size(installed.get(i));
                case PRESENT -> voice.name() + " is there already, in " + voice.folder() + "; --force replaces it";
            });
            Optional<String> problem = seen.get(i).problem();
            text.append('\n').append(problem.isPresent() ? "but the daemon cannot speak with it: " + problem.get() + "\n"
                    : "speak with it: bourdon say -v " + voice.name() + " \"…\"\n");
        }
        here.print(text.toString());
    }

    private static String size(InstalledVoice voice) throws ClientException {
        try {
            return Sizes.of(voice.bytes());
        } catch (IOException e) {
            throw Disk.refused(voice.sideFile().getParent(), e);
        }
    }

    private static List<InstalledVoice> installed(VoicesFolder folder, List<AddedVoice> added) throws ClientException {
        var installed = new ArrayList<InstalledVoice>();
        for (AddedVoice voice : added) {
            try {
                installed.add(folder.find(voice.name()).orElseThrow(() -> new ClientException(ExitCode.OUTPUT, voice.name() + " is gone again")));
            } catch (IOException e) {
                throw Disk.refused(folder.path(), e);
            }
        }
        return installed;
    }

    private static void write(JsonGenerator out, AddedVoice added, InstalledVoice voice, DaemonSight.Seen seen) throws IOException {
        out.writeStartObject();
        out.writeStringField("name", added.name());
        out.writeStringField("outcome", added.outcome().name().toLowerCase(Locale.ROOT));
        VoiceInfoJson.writeInstalled(out, voice);
        out.writeBooleanField("daemon", seen.running());
        VoiceInfoJson.write(out, "problem", seen.problem());
        out.writeEndObject();
    }
}
