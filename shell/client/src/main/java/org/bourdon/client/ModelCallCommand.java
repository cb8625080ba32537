package org.bourdon.client;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** The commands that take a model's name and tell what has become of it. */
final class ModelCallCommand implements ClientCommand {

    /** What can be done with one model. */
    enum Call {
        INFO("info", true, "Tells what is known of a model.",
                "Names in the JSON: name, format, engine, device, version, state (loaded, loading, unloaded or",
                "rejected), reason, default, pinned, leases, requests, lanes, loaded_at, load_ms,",
                "load_memory.before_bytes|after_bytes, unload_memory.before_bytes|after_bytes (resident memory of",
                "the daemon around the load, and around the latest unload, measured at rest 15 s after it),",
                "remark, disk_bytes, last_used. Later versions may add names."),
        LOAD("load", true, "Loads a model, so that the voice's first word is not a load.",
                "Opens it on its engine's first lane and has it speak a sentence that nobody hears, unless it is",
                "loaded. Exit code 3 when it cannot be opened or does not speak as a voice does."),
        UNLOAD("unload", false, "Unloads a model.",
                "Requests that use it finish first; the next one loads it again."),
        RELOAD("reload", true, "Opens a model's files anew and lets them serve.",
                "The new version is opened and checked beside the old one. When it is bad, the old one goes on",
                "serving, and the exit code is 3. Requests under way end in the version that they began with."),
        PIN("pin", true, "Loads a model and keeps it loaded.",
                "Neither idleness nor a lack of room unloads it until 'unpin' or the daemon's end. What is pinned",
                "for longer stands in pinned.voices of etc/org.bourdon.models.json."),
        UNPIN("unpin", false, "Lets a model be unloaded again when it is idle.",
                "What the configuration pins stays pinned.");

        private final String word;
        private final boolean startsDaemon;
        private final String description;
        private final List<String> more;

        Call(String word, boolean startsDaemon, String description, String... more) {
            this.word = word;
            this.startsDaemon = startsDaemon;
            this.description = description;
            this.more = List.of(more);
        }
    }

    private static final Duration TO_GREET = Duration.ofSeconds(10);

    private final Surroundings surroundings;
    private final Call call;

    ModelCallCommand(Surroundings surroundings, Call call) {
        this.surroundings = surroundings;
        this.call = call;
    }

    @Override
    public CommandSpec spec() {
        String more = "\n" + String.join("\n", call.more) + "\n\nExamples:\n  bourdon model " + call.word + " en_US-bourdon";
        return ClientCommand.spec(CommandSpec.wrapWithoutInspection(this), call.word, call.description, more.split("\n"))
                .addPositional(PositionalParamSpec.builder().paramLabel("NAME").arity("1").required(true).type(String.class)
                        .description("The voice's name; see 'bourdon model list'.").build())
                .addOption(Scope.option())
                .addOption(ClientCommand.flag("--json", "Print the daemon's answer as JSON."));
    }

    @Override
    public ExitCode run(ParseResult given) throws ClientException {
        Surroundings here = surroundings.scoped(given);
        String name = given.matchedPositionalValue(0, "");
        JrsObject result = call.startsDaemon ? new Perseverance(here).ask(daemon -> ask(daemon, name)) : askRunning(here, name);
        here.print(ClientCommand.has(given, "--json") ? Json.text(result) + "\n" : forPerson(new Model(result)));
        return ExitCode.DONE;
    }

    private JrsObject ask(Rpc daemon, String name) throws ClientException {
        return daemon.call("model." + call.word, params -> params.writeStringField("name", name));
    }

    /** Nothing is loaded where no daemon runs, and none is started to find that out. */
    private JrsObject askRunning(Surroundings here, String name) throws ClientException {
        Optional<Rpc> running = here.door().look(TO_GREET);
        if (running.isEmpty()) {
            throw new ClientException(ExitCode.DAEMON_GONE, "no daemon runs in " + here.home().path() + ", and so nothing is loaded");
        }
        try (Rpc daemon = running.get()) {
            return ask(daemon, name);
        }
    }

    private String forPerson(Model model) {
        if (call == Call.INFO) {
            return page(model);
        }
        String pinned = Json.flag(model.json(), "pinned") ? ", pinned" : "";
        String how = model.isLoaded() ? ", version " + version(model) + model.loadTime().map(time -> ", opened in " + time).orElse("") : "";
        return model.name() + ": " + model.state() + pinned + how + model.reason().map(reason -> "; " + reason).orElse("") + "\n";
    }

    private static String page(Model model) {
        JrsObject json = model.json();
        var table = new Table();
        table.row("model", model.name() + ", " + model.state() + (Json.flag(json, "default") ? ", default" : "")
                + (Json.flag(json, "pinned") ? ", pinned" : ""));
        model.reason().ifPresent(reason -> table.row("reason", reason));
        Json.string(json, "remark").ifPresent(remark -> table.row("remark", remark));
        table.row("format", Json.string(json, "format").orElse("?"));
        table.row("version", version(model));
        table.row("files", Model.megabytes(Json.number(json, "disk_bytes", 0)));
        model.engine().ifPresent(engine -> table.row("engine", engine + ", " + String.join(", ", Json.strings(json, "lanes"))));
        table.row("used by", model.count("requests", "request").orElse("no request") + ", " + model.count("leases", "lease").orElse("no lease"));
        Json.string(json, "last_used").ifPresent(time -> table.row("last used", time));
        Json.string(json, "loaded_at").ifPresent(time -> table.row("loaded at", time + model.loadTime().map(took -> ", in " + took).orElse("")));
        model.memory("load_memory").ifPresent(memory -> table.row("load", memory));
        model.memory("unload_memory").ifPresent(memory -> table.row("unload", memory));
        return table.toString();
    }

    private static String version(Model model) {
        return Json.string(model.json(), "version").orElse("-");
    }
}
