package org.bourdon.client;

import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

@Command(name = "pronounce", description = "Tells how a text would be spoken, without making sound.", footer = {
    "",
    "Each word comes with its IPA and with who knew it: the user's lexicon, the dictionary,",
    "or the network that guesses unknown words.",
    "",
    "Examples:",
    "  bourdon pronounce \"Dr. Smith paid \\$3.50.\"",
    "  bourdon pronounce --json -v en_US-tenor Bourdon"})
final class PronounceCommand implements Callable<Integer> {

    @Parameters(paramLabel = "TEXT", arity = "0..*", description = "The text; - or nothing reads standard input.")
    private List<String> words = List.of();

    @Option(names = {"-f", "--file"}, paramLabel = "FILE", description = "Read the text from a UTF-8 file; - is standard input.")
    private Optional<String> file = Optional.empty();

    @Option(names = {"-v", "--voice"}, paramLabel = "VOICE", description = "The voice that decides the language.")
    private Optional<String> voice = Optional.empty();

    @Option(names = "--json", description = "Print the daemon's answer as JSON.")
    private boolean json;

    private final Surroundings surroundings;

    PronounceCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public Integer call() throws ClientException {
        String text = new TextInput(surroundings.in(), surroundings.terminal().in()).read(words, file);
        JrsObject result;
        try (Rpc daemon = surroundings.door().enter()) {
            result = daemon.call("pronounce", params -> {
                params.writeStringField("text", text);
                if (voice.isPresent()) {
                    params.writeStringField("voice", voice.get());
                }
            });
        }
        surroundings.print(json ? Json.text(result) + "\n" : forPerson(result));
        return ExitCode.DONE.number();
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
