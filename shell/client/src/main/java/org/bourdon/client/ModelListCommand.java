package org.bourdon.client;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

final class ModelListCommand implements ClientCommand {

    private final Surroundings surroundings;

    ModelListCommand(Surroundings surroundings) {
        this.surroundings = surroundings;
    }

    @Override
    public CommandSpec spec() {
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), "list", "Lists the models and what has become of each.",
                "",
                "Examples:",
                "  bourdon model list",
                "  bourdon model list --json")
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON: models, each as 'model info --json' has it."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        JrsObject result = new Perseverance(surroundings.scoped(given)).ask(daemon -> daemon.call("model.list", params -> { }));
        surroundings.print(ClientCommand.has(given, "--json") ? Json.text(result) + "\n" : forPerson(result));
        return ExitCode.DONE;
    }

    private static String forPerson(JrsObject result) {
        List<JrsObject> models = Json.objects(result, "models");
        if (models.isEmpty()) {
            return "no voices, and so no models\n";
        }
        var table = new Table();
        table.row("NAME", "STATE", "ENGINE", "FILES", "");
        for (JrsObject json : models) {
            var model = new Model(json);
            table.row(model.name(), model.state(), model.engine().orElse("-"), Model.megabytes(Json.number(json, "disk_bytes", 0)), remarks(model));
        }
        return table.toString();
    }

    private static String remarks(Model model) {
        var remarks = new ArrayList<String>();
        if (Json.flag(model.json(), "default")) {
            remarks.add("default");
        }
        if (Json.flag(model.json(), "pinned")) {
            remarks.add("pinned");
        }
        model.count("leases", "lease").ifPresent(remarks::add);
        model.count("requests", "request").ifPresent(remarks::add);
        model.reason().ifPresent(remarks::add);
        Json.string(model.json(), "remark").ifPresent(remarks::add);
        return String.join(", ", remarks);
    }
}
