package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
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
    /** Where Node finds its packages. */
    private static final Path NODE = Path.of("target/node").toAbsolutePath();
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
        assumeProgram(language);
        Path work = Files.createDirectories(language.equals("javascript") ? NODE : Path.of("target/examples").toAbsolutePath());
        Path sound = work.resolve(file);
        Files.deleteIfExists(sound);
        String real = example.replace("127.0.0.1:8081", DAEMON.get().http().getAuthority());
        switch (language) {
            case "bash" -> run(work, "example.sh", real, "bash", "-euo", "pipefail");
            case "java" -> run(work, "Speak.java", real, Distribution.java().toString());
            case "python" -> run(work, "example.py", real, "python3");
            case "javascript" -> {
                Files.writeString(work.resolve("example.js"), real);
                Node.run(PATIENCE, "example.js");
            }
            default -> throw new AssertionError("nothing here runs " + language);
        }

        assertThat(sound).isNotEmptyFile();
        assertThat(Files.size(sound)).as("bytes in " + file).isGreaterThan(LITTLE_BYTES);
        assertThat(new String(Files.readAllBytes(sound), 0, 4, StandardCharsets.ISO_8859_1)).as(file)
                .startsWith(BEGINNINGS.get(file.substring(file.indexOf('.') + 1)));
    }

    private static void run(Path work, String name, String example, String... command) throws IOException, InterruptedException {
        Files.writeString(work.resolve(name), example);
        Path said = work.resolve(name + ".txt");
        List<String> whole = new ArrayList<>(List.of(command));
        whole.add(name);
        Process process = new ProcessBuilder(whole).directory(work.toFile()).redirectErrorStream(true).redirectOutput(said.toFile()).start();
        try {
            assertThat(process.waitFor(PATIENCE.toMillis(), TimeUnit.MILLISECONDS)).as("%s ended within %s", whole, PATIENCE).isTrue();
            assertThat(process.exitValue()).as("%s said:\n%s\nexit code", whole, Files.readString(said)).isZero();
        } finally {
            process.destroyForcibly();
        }
    }

    private static void assumeProgram(String language) {
        if (language.equals("javascript")) {
            Node.assumeThere();
            return;
        }
        String program = Map.of("bash", "curl", "python", "python3").getOrDefault(language, "bash");
        boolean there = Stream.of(System.getenv("PATH").split(":")).anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(program + " is on the PATH").isTrue();
        }
        assumeTrue(there, "there is no " + program + " on this machine");
    }
}
