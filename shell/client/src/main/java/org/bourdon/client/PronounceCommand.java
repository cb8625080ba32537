package org.bourdon.client;

import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class PronounceCommand implements ClientCommand {

    private final Surroundings surroundings;

    PronounceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "pronounce", "Tells how a text would be spoken, without making sound.",
                "",
                "Each word comes with its IPA and with who knew it: the user's lexicon, the dictionary,",
                "or the network that guesses unknown words.",
                "",
                "Examples:",
                "  bourdon pronounce \"Dr. Smith paid \\$3.50.\"",
                "  bourdon pronounce --json -v en_US-tenor Bourdon")
                .addPositional(ClientCommand.text("The text; - or nothing reads standard input."))
                .addOption(ClientCommand.value(String.class, "FILE", "Read the text from a UTF-8 file; - is standard input.", "-f", "--file"))
                .addOption(ClientCommand.value(String.class, "VOICE", "The voice that decides the language.", "-v", "--voice"))
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        String text = new TextInput(surroundings.in(), surroundings.terminal().in()).read(ClientCommand.text(given), ClientCommand.value(given, "-f"));
        Optional<String> voice = ClientCommand.value(given, "-v");
        JrsObject result = new Perseverance(surroundings.scoped(given)).ask(daemon -> daemon.call("pronounce", params -> {
            params.writeStringField("text", text);
            if (voice.isPresent()) {
                params.writeStringField("voice", voice.get());
            }
        }));
        surroundings.print(ClientCommand.has(given, "--json") ? Json.text(result) + "\n" : forPerson(result));
        return ExitCode.DONE;
    }

    private static String forPerson(JrsObject result) {
        var page = new StringBuilder();
        for (JrsObject sentence : Json.objects(result, "sentences")) {
            if (!page.isEmpty()) {
                page.append('\n');
            }
            page.append("text      ").append(Json.string(sentence, "text").orElse("")).append('\n');
            page.append("spoken    ").append(Json.string(sentence, "spoken").orElse("")).append('\n');
            page.append("phonemes  ").append(Json.string(sentence, "phonemes").orElse("")).append('\n');
            var table = new Table();
            for (JrsObject word : Json.objects(sentence, "words")) {
                table.row("  " + Json.string(word, "text").orElse(""), Json.string(word, "ipa").orElse(""),
                        Json.string(word, "origin").orElse("").replace('_', ' '));
            }
            page.append(table);
        }
        return page.toString();
    }
}
