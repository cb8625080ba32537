package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Scope;
import org.bourdon.client.Surroundings;
import org.bourdon.client.Table;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

final class VoiceInfoCommand implements ClientCommand {

    private static final String UNSTATED = "not stated";

    private final Surroundings surroundings;

    VoiceInfoCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "info", "Tells what is known of a voice: one that is here, or one of the catalogue.",
                "",
                "Names in the JSON: name, installed; of one that is here what 'voice add --json' tells; of one of the",
                "catalogue what 'voice search --json' tells, and files[] of name, address, bytes; of both licence,",
                "sample_rate and model_card. What is not known is null.",
                "",
                "Examples:",
                "  bourdon voice info en_US-bourdon",
                "  bourdon voice info en_US-lessac-medium --json")
                .addPositional(PositionalParamSpec.builder().paramLabel("NAME").arity("1").type(String.class).description("The voice.").build())
                .addOption(Market.option())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print it as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        String name = given.matchedPositionalValue(0, "");
        Market market = Market.of(here, given);
        boolean json = ClientCommand.has(given, "--json");
        try {
            Optional<InstalledVoice> installed = market.voices().find(name);
            if (installed.isPresent()) {
                tell(here, installed.get(), json);
                return ExitCode.DONE;
            }
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot read the files of " + name + ": " + ClientException.reason(e), e);
        }
        here.home().create();
        try (Web web = market.web()) {
            CatalogueVoice voice = market.store(web).catalogue(CatalogueStore.FRESH).find(name);
            Optional<ModelCard> card = card(here, web, voice);
            tell(here, voice, card, json);
        }
        return ExitCode.DONE;
    }

    private static Optional<ModelCard> card(Surroundings here, Web web, CatalogueVoice voice) throws ClientException {
        Optional<RemoteFile> file = voice.cardFile();
        if (voice.card().isPresent() || file.isEmpty()) {
            return voice.card().map(ModelCard::new);
        }
        try {
            return Optional.of(new ModelCard(new String(web.text(file.get().address(), ModelCard.MOST_BYTES, web.patience().hasty()), StandardCharsets.UTF_8)));
        } catch (IOException e) {
            here.err().println("bourdon: the model card cannot be fetched: " + SafeName.plain(e.getMessage()));
            return Optional.empty();
        }
    }

    private static void tell(Surroundings here, InstalledVoice voice, boolean json) throws ClientException, IOException {
        if (json) {
            here.print(out -> {
                out.writeStringField("name", voice.name());
                out.writeBooleanField("installed", true);
                VoiceInfoJson.writeInstalled(out, voice);
            });
            return;
        }
        JrsObject origin = voice.origin();
        Optional<ModelCard> card = voice.card();
        var table = new Table();
        table.row("name", voice.name());
        try {
            SideFile side = voice.side();
            table.row("language", Optional.of(side.language()).filter(code -> !code.isEmpty()).or(() -> Json.string(origin, "language")).orElse(UNSTATED));
            table.row("format", side.format());
            table.row("rate", side.sampleRate() > 0 ? side.sampleRate() + " Hz" : UNSTATED);
            table.row("speakers", String.valueOf(Math.max(side.speakers(), Json.number(origin, "speakers", 1))));
        } catch (ClientException e) {
            table.row("problem", e.getMessage());
        }
        table.row("size", Sizes.of(voice.bytes()));
        table.row("licence", Json.string(origin, "licence").or(() -> card.flatMap(ModelCard::licence)).orElse(UNSTATED));
        table.row("source", voice.shipped() ? "came with Bourdon" : Json.string(origin, "source").orElse(UNSTATED));
        String label = "files";
        for (Path file : voice.files()) {
            table.row(label, file.toString());
            label = "";
        }
        here.print(SafeName.plain(table.toString()) + text(card));
    }

    private static void tell(Surroundings here, CatalogueVoice voice, Optional<ModelCard> card, boolean json) throws ClientException {
        Optional<String> licence = voice.licence().or(() -> card.flatMap(ModelCard::licence));
        Optional<Integer> rate = card.flatMap(ModelCard::sampleRate);
        if (json) {
            here.print(out -> {
                VoiceInfoJson.writeOffered(out, voice, false);
                out.writeArrayFieldStart("files");
                for (RemoteFile file : voice.files()) {
                    out.writeStartObject();
                    out.writeStringField("name", file.name());
                    out.writeStringField("address", file.address().toString());
                    out.writeNumberField("bytes", file.bytes().orElse(0));
                    out.writeEndObject();
                }
                out.writeEndArray();
                VoiceInfoJson.write(out, "licence", licence);
                if (rate.isPresent()) {
                    out.writeNumberField("sample_rate", rate.get());
                } else {
                    out.writeNullField("sample_rate");
                }
                VoiceInfoJson.write(out, "model_card", card.map(ModelCard::text));
            });
            return;
        }
        var table = new Table();
        table.row("name", voice.key());
        table.row("language", voice.language().forPerson() + (voice.language().code().isEmpty() ? "" : ", " + voice.language().code()));
        table.row("quality", voice.quality());
        table.row("rate", rate.map(hertz -> hertz + " Hz").orElse(UNSTATED));
        table.row("speakers", String.valueOf(voice.speakers()));
        table.row("size", Sizes.of(voice.bytes()));
        table.row("licence", licence.orElse(UNSTATED));
        String label = "source";
        for (RemoteFile file : voice.files()) {
            table.row(label, file.address().toString());
            label = "";
        }
        table.row("installed", "no; bourdon voice add " + voice.key());
        here.print(SafeName.plain(table.toString()) + text(card));
    }

    private static String text(Optional<ModelCard> card) {
        return card.filter(known -> !known.text().isEmpty()).map(known -> "\n" + known.text() + "\n").orElse("");
    }
}
