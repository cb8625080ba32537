package org.bourdon.client.catalogue;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Scope;
import org.bourdon.client.Surroundings;
import org.bourdon.client.Table;
import org.bourdon.client.Words;

import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

final class VoiceSearchCommand implements ClientCommand {

    private final Surroundings surroundings;

    VoiceSearchCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "search", "Lists the voices of the catalogue.",
                "",
                "Each WORD must be found in the name, the language (its code, or its name in English or in itself), the",
                "country, the quality (x_low, low, medium, high) or the number of speakers, such as '1 speaker'. The",
                "catalogue is asked for again when the kept one is older than an hour.",
                "",
                "Names in the JSON: catalogue, voices[] with name, installed, language, language_english,",
                "language_native, country, quality, speakers, bytes, aliases.",
                "",
                "Examples:",
                "  bourdon voice search",
                "  bourdon voice search german high")
                .addPositional(PositionalParamSpec.builder().paramLabel("WORD").arity("0..*").type(List.class).auxiliaryTypes(String.class)
                        .description("What to look for; without any, everything.").build())
                .addOption(Market.option())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the voices as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        Market market = Market.of(here, given);
        List<String> words = given.matchedPositionalValue(0, List.of());
        here.home().create();
        List<CatalogueVoice> found;
        try (Web web = market.web()) {
            found = market.store(web).catalogue(CatalogueStore.FRESH).voices().stream().filter(voice -> voice.matches(words)).toList();
        }
        Set<String> installed = installed(market);
        if (ClientCommand.has(given, "--json")) {
            here.print(out -> {
                out.writeStringField("catalogue", market.catalogue().toString());
                out.writeArrayFieldStart("voices");
                for (CatalogueVoice voice : found) {
                    out.writeStartObject();
                    VoiceInfoJson.writeOffered(out, voice, installed.contains(voice.key()));
                    out.writeEndObject();
                }
                out.writeEndArray();
            });
        } else {
            here.print(found.isEmpty() ? "the catalogue has no voice with " + SafeName.plain(String.join(" ", words)) + "\n" : table(here, found, installed));
        }
        return ExitCode.DONE;
    }

    private static Set<String> installed(Market market) throws ClientException {
        try {
            return new HashSet<>(market.voices().all().stream().map(InstalledVoice::name).toList());
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot look into " + market.voices().path() + ": " + ClientException.reason(e), e);
        }
    }

    private static String table(Surroundings here, List<CatalogueVoice> found, Set<String> installed) {
        var table = new Table();
        table.row("NAME", "QUALITY", "SIZE", "SPEAKERS", "", "LANGUAGE");
        for (CatalogueVoice voice : found) {
            table.row(voice.key(), voice.quality(), Sizes.of(voice.bytes()), String.valueOf(voice.speakers()), installed.contains(voice.key()) ? "installed" : "",
                    voice.language().forPerson());
        }
        String lines = table.toString();
        if (here.terminal().out()) {
            lines = TerminalWidth.fitted(lines, TerminalWidth.of(here.variables()));
        }
        return lines + Words.count(found.size(), "voice") + "\n";
    }
}
