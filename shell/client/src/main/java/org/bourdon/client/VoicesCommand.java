package org.bourdon.client;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class VoicesCommand implements ClientCommand {

    private final Surroundings surroundings;

    VoicesCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "voices", "Lists the voices.",
                "",
                "A voice is a folder or a pair of files in the voices folder of BOURDON_HOME; dropped there,",
                "it is in this list at once. One that cannot be used says why.",
                "",
                "Examples:",
                "  bourdon voices",
                "  bourdon voices --json")
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        JrsObject result = new Perseverance(surroundings.scoped(given)).ask(daemon -> daemon.call("voices", params -> { }));
        surroundings.print(ClientCommand.has(given, "--json") ? Json.text(result) + "\n" : forPerson(result));
        return ExitCode.DONE;
    }

    private static String forPerson(JrsObject result) {
        List<JrsObject> voices = Json.objects(result, "voices");
        if (voices.isEmpty()) {
            return "no voices\n";
        }
        var table = new Table();
        table.row("NAME", "LANGUAGE", "RATE", "FORMAT", "");
        for (JrsObject voice : voices) {
            table.row(Json.string(voice, "name").orElse("?"), Json.string(voice, "language").orElse("und"),
                    Json.number(voice, "sample_rate", 0) + " Hz", Json.string(voice, "format").orElse("?"), remarks(voice));
        }
        return table.toString();
    }

    private static String remarks(JrsObject voice) {
        var remarks = new ArrayList<String>();
        if (Json.flag(voice, "default")) {
            remarks.add("default");
        }
        if (Json.flag(voice, "loaded")) {
            remarks.add("loaded");
        }
        int speakers = Json.strings(voice, "speakers").size();
        if (speakers > 1) {
            remarks.add(speakers + " speakers");
        }
        Json.string(voice, "problem").ifPresent(problem -> remarks.add("cannot be used: " + problem));
        return String.join(", ", remarks);
    }
}
