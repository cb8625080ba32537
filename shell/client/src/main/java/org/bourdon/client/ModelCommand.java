package org.bourdon.client;

import picocli.CommandLine.Model.CommandSpec;

/** What the commands about models have in common. */
final class ModelCommand {

    private ModelCommand() {
    }

    static CommandSpec spec(Surroundings surroundings) {
        CommandSpec spec = ClientCommand.spec(CommandSpec.create(), "model", "Loads, replaces and unloads the models that voices speak with.",
                "",
                "A model goes by the name of its voice. New files in the voices folder need no command: once they",
                "are whole, the daemon opens them beside the old version, has them speak a sentence that nobody",
                "hears, and lets them serve. A request that has begun ends in the version that it began with. A",
                "version that is bad does not serve; the old one does, and 'bourdon model info' says why.",
                "",
                "Voices that nobody uses are unloaded after half an hour, and when more than eight are loaded, the",
                "default voice, pinned and leased ones excepted. etc/org.bourdon.models.json in BOURDON_HOME changes",
                "that: idle.unload.seconds, unload.default.voice, max.voices, max.megabytes, pinned.voices.",
                "",
                "Examples:",
                "  bourdon model list",
                "  bourdon model reload en_US-bourdon");
        Client.add(spec, new ModelListCommand(surroundings));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.INFO));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.LOAD));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.UNLOAD));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.RELOAD));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.PIN));
        Client.add(spec, new ModelCallCommand(surroundings, ModelCallCommand.Call.UNPIN));
        return spec;
    }
}
