package org.bourdon.client.catalogue;

import org.bourdon.client.ClientCommand;
import org.bourdon.client.Surroundings;

import picocli.CommandLine.Model.CommandSpec;

/** What the commands about getting voices have in common. */
public final class VoiceCommand {

    private VoiceCommand() {
    }

    public static CommandSpec spec(Surroundings surroundings) {
        CommandSpec spec = ClientCommand.spec(CommandSpec.create(), "voice", "Gets voices from the public catalogue, and takes them away again.",
                "",
                "The catalogue is the one of the public Piper voices, and Kokoro. BOURDON_CATALOGUE is the address of",
                "another one of the same layout. Voices are put into the voices folder of BOURDON_HOME, where the",
                "daemon finds them at once; 'bourdon voices' lists what it has.",
                "",
                "Examples:",
                "  bourdon voice search german",
                "  bourdon voice add en_US-lessac-medium");
        for (ClientCommand command : new ClientCommand[] {new VoiceAddCommand(surroundings), new VoiceSearchCommand(surroundings),
                new VoiceInfoCommand(surroundings), new VoiceRemoveCommand(surroundings)}) {
            CommandSpec sub = command.spec();
            spec.addSubcommand(sub.name(), sub);
        }
        return spec;
    }
}
