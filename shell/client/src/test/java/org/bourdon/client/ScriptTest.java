package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/** The start script, with JDKs, a Maven and a client that are scripts themselves. */
@Timeout(90)
@EnabledIf("hasBash")
class ScriptTest {

    private static final Path SCRIPT = Path.of("../../bourdon").toAbsolutePath().normalize();

    @TempDir
    Path folder;

    private Path checkout;
    private Path installed;

    public record Ran(int code, String out, String err) {
    }

    static boolean hasBash() {
        return Files.isExecutable(Path.of("/bin/bash")) && Files.isRegularFile(SCRIPT);
    }

    @BeforeEach
    void begin() throws IOException {
        checkout = Files.createDirectories(folder.resolve("check out"));
        Files.copy(SCRIPT, checkout.resolve("bourdon"));
        Files.writeString(checkout.resolve("pom.xml"), "<project/>");
        for (String room : List.of("framework", "engines", "plugins", "shell", "distribution")) {
            Files.createDirectories(checkout.resolve(room + "/a/src/main/java"));
        }
        Files.writeString(checkout.resolve("framework/a/src/main/java/A.java"), "class A {}");
        maven("""
                sleep 0.3
                echo "[INFO] Building Bourdon :: Framework :: API 0.1.0          [1/2]"
                echo "Downloaded from central: https://repo/a.jar"
                mkdir -p distribution/assembly/target/bourdon/lib/client
                echo jar >distribution/assembly/target/bourdon/lib/client/client.jar
                echo built >>builds
                """);
        installed = Files.createDirectories(folder.resolve("dist/bin"));
        Files.copy(SCRIPT, installed.resolve("bourdon"));
        Files.createDirectories(folder.resolve("dist/lib/client"));
        Files.writeString(folder.resolve("dist/lib/client/client.jar"), "jar");
    }

    @Test
    void no_suitable_jdk_is_one_line_that_says_where_it_was_looked_for() throws Exception {
        Path old = jdk("old", "17.0.1");

        var ran = run(checkout, old, "say", "x");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.err()).startsWith("bourdon: ").contains("version 25 or newer").contains("adoptium").hasLineCount(1);
    }

    @Test
    void the_first_use_builds_and_the_second_does_not() throws Exception {
        Path jdk = jdk("new", "25.0.1");

        var first = run(checkout, jdk, "say", "two words");
        var second = run(checkout, jdk, "say", "x");

        assertThat(first.err()).contains("first use, building").contains("building API (1 of 2), 0 files fetched").contains("built in");
        assertThat(first.code()).as(first.err()).isZero();
        assertThat(first.out()).contains("-cp " + checkout + "/distribution/assembly/target/bourdon/lib/client/client.jar")
                .contains("org.bourdon.client.Main say two words").contains("-Dbourdon.distribution=" + checkout + "/distribution/assembly/target/bourdon");
        assertThat(second.err()).isEmpty();
        assertThat(builds()).isEqualTo(1);
        assertThat(checkout.resolve("target/build.log")).content().contains("Downloaded from central");
    }

    @Test
    void a_changed_source_is_built_again_and_a_changed_test_is_not() throws Exception {
        Path jdk = jdk("new", "26-ea");
        run(checkout, jdk, "voices");

        Files.createDirectories(checkout.resolve("framework/a/src/test"));
        Files.writeString(checkout.resolve("framework/a/src/test/ATest.java"), "class ATest {}");
        run(checkout, jdk, "voices");
        assertThat(builds()).as("builds after a change in a test").isEqualTo(1);

        Files.writeString(checkout.resolve("framework/a/src/main/java/B.java"), "class B {}");
        var ran = run(checkout, jdk, "voices");

        assertThat(ran.err()).contains("the sources have changed, building again");
        assertThat(builds()).isEqualTo(2);
    }

    @Test
    void two_at_once_build_once() throws Exception {
        Path jdk = jdk("new", "25");

        var one = start(checkout, jdk, List.of("voices"));
        var two = start(checkout, jdk, List.of("voices"));

        assertThat(finish(one).code()).isZero();
        assertThat(finish(two).code()).isZero();
        assertThat(builds()).isEqualTo(1);
    }

    @Test
    void a_lock_left_behind_is_taken_over() throws Exception {
        Process dead = new ProcessBuilder("/bin/true").start();
        dead.waitFor();
        Files.createDirectories(checkout.resolve("target"));
        Files.createSymbolicLink(checkout.resolve("target/build.lock"), Path.of(String.valueOf(dead.pid())));

        assertThat(run(checkout, jdk("new", "25"), "voices").code()).isZero();
        assertThat(builds()).isEqualTo(1);
        assertThat(Files.isSymbolicLink(checkout.resolve("target/build.lock"))).as("the lock is still there").isFalse();
    }

    @Test
    void a_failed_build_says_why_and_where_the_log_is() throws Exception {
        maven("""
                echo "[INFO] Scanning"
                echo "[ERROR] Could not resolve dependencies for project org.bourdon:bourdon-api"
                echo "[ERROR] -> [Help 1]"
                exit 1
                """);

        var ran = run(checkout, jdk("new", "25"), "say", "x");

        assertThat(ran.code()).isEqualTo(6);
        assertThat(ran.err()).contains("Could not resolve dependencies").contains("the whole log is " + checkout + "/target/build.log");
        assertThat(ran.out()).as("nothing is started").isEmpty();
    }

    @Test
    void an_installed_one_starts_from_any_folder_and_through_a_link() throws Exception {
        Path link = Files.createSymbolicLink(folder.resolve("link"), Path.of("dist/bin/bourdon"));

        var ran = finish(start(link, "/usr/bin:/bin", jdk("new", "25"), List.of("say", "-o", "$(touch x)", "a  b; *")));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out()).contains("-Dbourdon.distribution=" + folder + "/dist").endsWith("org.bourdon.client.Main say -o $(touch x) a  b; *\n");
    }

    @Test
    void a_jdk_on_the_path_is_found_behind_links() throws Exception {
        Path jdk = jdk("new", "25.0.2");
        Path bin = Files.createDirectories(folder.resolve("path"));
        Files.createSymbolicLink(bin.resolve("java"), Files.createSymbolicLink(folder.resolve("alternative"), jdk.resolve("bin/java")));

        var ran = finish(start(installed.resolve("bourdon"), bin + ":/usr/bin:/bin", null, List.of("voices")));

        assertThat(ran.out()).as(ran.err()).contains("org.bourdon.client.Main voices");
    }

    @Test
    void a_shell_that_completes_is_told_the_voices_without_a_virtual_machine() throws Exception {
        Files.createDirectories(folder.resolve("dist/voices/en_US-bourdon"));
        Path voices = Files.createDirectories(folder.resolve("home/voices"));
        Files.createDirectories(voices.resolve("en_GB-alba-medium"));
        Files.createFile(voices.resolve("de_DE-eva.onnx"));
        Files.createFile(voices.resolve("de_DE-eva.onnx.json"));

        var ran = finish(start(installed.resolve("bourdon"), "/usr/bin:/bin", folder.resolve("no jdk"), List.of("completion", "voices")));

        assertThat(ran.err()).isEmpty();
        assertThat(ran.out().lines()).containsExactly("en_US-bourdon", "en_GB-alba-medium", "de_DE-eva");
    }

    @Test
    void the_help_of_adding_an_engine_is_the_client_s() throws Exception {
        var ran = finish(start(installed.resolve("bourdon"), "/usr/bin:/bin", jdk("new", "25"), List.of("engine", "add", "--help")));

        assertThat(ran.out()).as(ran.err()).contains("org.bourdon.client.Main engine add --help");
    }

    private Ran run(Path where, Path jdk, String... arguments) throws Exception {
        return finish(start(where, jdk, List.of(arguments)));
    }

    private Process start(Path where, Path jdk, List<String> arguments) throws IOException {
        return start(where.resolve("bourdon"), "/usr/bin:/bin", jdk, arguments);
    }

    private Process start(Path script, String path, Path jdk, List<String> arguments) throws IOException {
        var command = new ArrayList<String>(List.of("/bin/bash", script.toString()));
        command.addAll(arguments);
        var builder = new ProcessBuilder(command).directory(folder.toFile()).redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()));
        builder.environment().clear();
        builder.environment().put("PATH", path);
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("BOURDON_HOME", folder.resolve("home").toString());
        if (jdk != null) {
            builder.environment().put("BOURDON_JAVA_HOME", jdk.toString());
        }
        return builder.start();
    }

    private static Ran finish(Process process) throws Exception {
        String out = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        String err = new String(process.getErrorStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("the script ended").isTrue();
        return new Ran(process.exitValue(), out, err);
    }

    private long builds() throws IOException {
        return Files.readAllLines(checkout.resolve("builds")).size();
    }

    private void maven(String body) throws IOException {
        executable(checkout.resolve("mvnw"), body);
    }

    private Path jdk(String name, String version) throws IOException {
        Path jdk = Files.createDirectories(folder.resolve(name));
        Files.writeString(jdk.resolve("release"), "IMPLEMENTOR=\"Nobody\"\nJAVA_VERSION=\"" + version + "\"\n");
        Files.createDirectories(jdk.resolve("bin"));
        executable(jdk.resolve("bin/java"), "echo \"$*\"\n");
        executable(jdk.resolve("bin/javac"), "exit 1\n");
        return jdk;
    }

    private static void executable(Path file, String body) throws IOException {
        Files.writeString(file, "#!/bin/bash\n" + body);
        assertThat(file.toFile().setExecutable(true)).isTrue();
    }
}
