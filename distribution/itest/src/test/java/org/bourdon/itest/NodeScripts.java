package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Scripts in Node, with the packages that {@code src/test/node} pins, installed once under {@code target}. */
final class NodeScripts {

    private static final Duration INSTALL = Duration.ofMinutes(5);

    private NodeScripts() {
    }

    /** The folder that scripts lie in or below to find the packages. Without Node the test is skipped, and in CI it fails. */
    static synchronized Path folder() throws IOException, InterruptedException {
        assumePresent("node");
        assumePresent("npm");
        Path module = Distribution.checkout().resolve("distribution/itest");
        Path target = Files.createDirectories(module.resolve("target/node"));
        boolean changed = false;
        try (var sources = Files.list(module.resolve("src/test/node"))) {
            for (Path source : sources.filter(Files::isRegularFile).toList()) {
                Path copy = target.resolve(source.getFileName());
                if (!Files.exists(copy) || Files.mismatch(source, copy) >= 0) {
                    Files.copy(source, copy, StandardCopyOption.REPLACE_EXISTING);
                    changed |= source.toString().endsWith(".json");
                }
            }
        }
        if (changed || !Files.exists(target.resolve("node_modules/.package-lock.json"))) {
            String said = run(target, INSTALL, Map.of(), List.of("npm", "ci", "--ignore-scripts", "--no-audit", "--no-fund", "--prefer-offline"));
            System.out.println("npm ci: " + said.strip());
        }
        return target;
    }

    /** Runs a script of {@code src/test/node}. @return what it said */
    static String run(String script, Duration patience, Map<String, String> variables) throws IOException, InterruptedException {
        Path folder = folder();
        return run(folder, patience, variables, List.of("node", folder.resolve(script).toString()));
    }

    /** Runs a program to its end, which is a good one. @return what it said */
    static String run(Path folder, Duration patience, Map<String, String> variables, List<String> command) throws IOException, InterruptedException {
        Path said = Files.createTempFile("said", ".txt");
        ProcessBuilder builder = new ProcessBuilder(new ArrayList<>(command)).directory(folder.toFile()).redirectErrorStream(true).redirectOutput(said.toFile());
        builder.environment().putAll(variables);
        Process process = builder.start();
        try {
            process.getOutputStream().close();
            boolean ended = process.waitFor(patience.toMillis(), TimeUnit.MILLISECONDS);
            String text = Files.readString(said, StandardCharsets.UTF_8);
            assertThat(ended).as("%s ended within %s; it said:\n%s", command, patience, text).isTrue();
            assertThat(process.exitValue()).as("%s said:\n%s\nexit code", command, text).isZero();
            return text;
        } finally {
            process.destroyForcibly();
            Files.delete(said);
        }
    }

    static void assumePresent(String program) {
        boolean there = Arrays.stream(System.getenv().getOrDefault("PATH", "").split(File.pathSeparator)).filter(folder -> !folder.isEmpty())
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as(program + " is on the PATH").isTrue();
        }
        assumeTrue(there, "there is no " + program + " on this machine");
    }
}
