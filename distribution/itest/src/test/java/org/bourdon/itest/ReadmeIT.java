package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

/** Every {@code bourdon} command that the README shows works as shown, one after the other. */
class ReadmeIT {

    private static final Pattern BLOCK = Pattern.compile("^```(?:bash|sh|console)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern BOURDON = Pattern.compile("(?<![\\w/.-])(\\./)?bourdon(?=\\s)");

    @Test
    void every_command_of_the_readme_works() throws Exception {
        List<String> commands = commands(Files.readString(Distribution.checkout().resolve("README.md")));
        assertThat(commands).as("bourdon commands in the README").hasSizeGreaterThan(1);
        Path work = Files.createTempDirectory("readme");
        // The voice that the README adds comes from here, and not over the network.
        try (Home home = Home.fresh(); VoiceShop shop = VoiceShop.selling("en_US-lessac-medium", Distribution.twin("en_US-bourdon"))) {
            Bourdon bourdon = new Bourdon(home, work).with("BOURDON_CATALOGUE", shop.catalogue());
            try {
                List<String> failed = new ArrayList<>();
                for (String command : commands) {
                    Bourdon.Result result = bourdon.shell(command);
                    System.out.println("README: exit " + result.exit() + " after " + result.took().toMillis() + " ms: " + command);
                    if (result.exit() != 0) {
                        failed.add(result.toString());
                    }
                }
                assertThat(failed).as("README commands that failed").isEmpty();
            } finally {
                if (Files.exists(home.socket())) {
                    bourdon.stopDaemon();
                }
            }
        } finally {
            new Home(work).close();
        }
    }

    private static List<String> commands(String readme) throws IOException {
        List<String> commands = new ArrayList<>();
        Matcher blocks = BLOCK.matcher(readme);
        while (blocks.find()) {
            for (String line : blocks.group(1).replace("\\\n", " ").lines().toList()) {
                String command = line.replaceFirst("^\\$ ", "").replaceFirst("\\s+#\\s.*$", "").strip();
                if (!command.startsWith("#") && BOURDON.matcher(command + " ").find()) {
                    commands.add(command);
                }
            }
        }
        return commands;
    }
}
