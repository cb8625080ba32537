package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Every example of the README's section for programs runs as written, but for the port, and leaves the sound that it names. */
class HttpExamplesIT {

    private static final Duration PATIENCE = Duration.ofSeconds(120);
    private static final Pattern SECTION = Pattern.compile("^### Use it from programs$(.*?)^##", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern BLOCK = Pattern.compile("^```(\\w+)\\n(.*?)^```", Pattern.DOTALL | Pattern.MULTILINE);
    private static final Pattern FILE = Pattern.compile("\\b\\w+\\.(mp3|wav|flac|opus|pcm)\\b");
    private static final Map<String, String> BEGINNINGS = Map.of("mp3", "\u00ff", "wav", "RIFF", "flac", "fLaC", "opus", "OggS", "pcm", "");
    private static final int LITTLE_BYTES = 4_000;

    @RegisterExtension
    static final DaemonExtension DAEMON = DaemonExtension.withHttp();

    @TestFactory
    Stream<DynamicTest> each_example_leaves_the_sound_it_names() throws IOException {
        String readme = Files.readString(Distribution.checkout().resolve("README.md"));
        String section = SECTION.matcher(readme).results().map(found -> found.group(1)).findFirst().orElseThrow();
        List<MatchResult> blocks = BLOCK.matcher(section).results().toList();
        assertThat(blocks).extracting(block -> block.group(1)).as("languages").contains("bash", "java", "python", "javascript");
        return blocks.stream().map(block -> {
            String file = FILE.matcher(block.group(2)).results().findFirst().orElseThrow().group();
            return DynamicTest.dynamicTest(block.group(1) + " makes " + file, () -> leaves(file, block.group(1), block.group(2)));
        });
    }

    private static void leaves(String file, String language, String example) throws Exception {
        NodeScripts.assumePresent(switch (language) {
            case "bash" -> "curl";
            case "python" -> "python3";
            case "javascript" -> "node";
            default -> "bash";
        });
        // Node looks for packages in the folders above the script.
        Path work = language.equals("javascript") ? Files.createTempDirectory(NodeScripts.folder(), "example") : Files.createTempDirectory("example");
        try {
            String real = example.replace("127.0.0.1:8081", DAEMON.get().http().getAuthority());
            NodeScripts.run(work, PATIENCE, Map.of(), command(language, work, real));

            byte[] sound = Files.readAllBytes(work.resolve(file));
            assertThat(sound).as(file).hasSizeGreaterThan(LITTLE_BYTES);
            assertThat(new String(sound, 0, 4, StandardCharsets.ISO_8859_1)).as(file).startsWith(BEGINNINGS.get(file.substring(file.indexOf('.') + 1)));
        } finally {
            new Home(work).close();
        }
    }

    private static List<String> command(String language, Path work, String example) throws IOException {
        List<String> command = new ArrayList<>(switch (language) {
            case "bash" -> List.of("bash", "-euo", "pipefail", "example.sh");
            case "java" -> List.of(Distribution.java().toString(), "Speak.java");
            case "python" -> List.of("python3", "example.py");
            case "javascript" -> List.of("node", "example.mjs");
            default -> throw new AssertionError("nothing here runs " + language);
        });
        Files.writeString(work.resolve(command.getLast()), example);
        return command;
    }
}
