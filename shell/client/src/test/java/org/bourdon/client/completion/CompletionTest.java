package org.bourdon.client.completion;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import org.bourdon.client.ClientRig;
import org.bourdon.client.Home;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The scripts, run by the shells they are for where these are installed. */
@Timeout(60)
class CompletionTest {

    @TempDir
    Path folder;

    private ClientRig client;

    @BeforeEach
    void begin() {
        client = new ClientRig(new Home(folder.resolve("h")));
    }

    @Test
    void bash_completes_commands_options_files_and_the_command_of_a_lease() throws Exception {
        Files.createFile(folder.resolve("a chapter.txt"));

        assertThat(bash("")).contains("say", "daemon", "lease", "completion", "--help");
        assertThat(bash("daemon", "st")).containsExactly("start", "stop", "status");
        assertThat(bash("daemon", "stop", "--")).contains("--drain", "--all", "--scope", "--json");
        assertThat(bash("say", "-f", "a")).containsExactly("a chapter.txt");
        assertThat(bash("say", "-v", "en")).containsExactly("en_US-bourdon");
        assertThat(bash("say", "--voice", "")).containsExactly("de_DE-eva", "en_US-bourdon");
        assertThat(bash("engine", "")).contains("add");
        assertThat(bash("engine", "add", "d")).containsExactly("djl");
        assertThat(bash("completion", "")).contains("bash", "zsh", "fish");
        assertThat(bash("lease", "--scope", "x", "--", "bas")).contains("bash");
        assertThat(bash("lease", "--", "cat", "a")).containsExactly("a chapter.txt");
        assertThat(bash("voice", "")).contains("add", "search", "info", "remove");
        assertThat(bash("voice", "add", "a")).containsExactly("a chapter.txt");
        assertThat(bash("voice", "add", "--f")).containsExactly("--force");
    }

    @Test
    void zsh_completes_commands_and_options() throws Exception {
        Path zsh = shell("zsh");
        String script = """
                compdef() { }
                _describe() {
                    local name=${@[-1]} entry
                    [[ $1 == -o ]] && name=options || name=commands
                    for entry in "${(@P)name}"; do print -r -- "${entry%%:*}"; done
                }
                source %s
                words=(bourdon daemon stop --) CURRENT=4
                _bourdon
                words=(bourdon daemon '') CURRENT=3
                _bourdon
                """.formatted(script("zsh"));

        assertThat(run(zsh.toString(), "-f", "-c", script)).contains("--drain", "--all", "restart", "health");
    }

    @Test
    void fish_completes_commands_and_options() throws Exception {
        Path fish = shell("fish");
        String source = "source " + script("fish") + "; ";

        assertThat(run(fish.toString(), "--no-config", "-c", source + "complete -C 'bourdon daemon re'")).first().asString().startsWith("restart");
        assertThat(run(fish.toString(), "--no-config", "-c", source + "complete -C 'bourdon daemon stop --dr'")).first().asString().startsWith("--drain");
    }

    @Test
    void another_shell_is_wrong_use() {
        assertThat(client.run("completion", "tcsh").code()).isEqualTo(2);
        assertThat(client.run("completion").code()).isEqualTo(2);
    }

    private List<String> bash(String... words) throws Exception {
        Path bash = shell("bash");
        var line = new StringBuilder("source " + script("bash") + "; bourdon() { [[ $* == 'completion voices' ]] && echo de_DE-eva && echo en_US-bourdon; }; COMP_WORDS=(bourdon");
        for (String word : words) {
            line.append(" '").append(word).append('\'');
        }
        line.append("); COMP_CWORD=").append(words.length).append("; _bourdon; [[ ${#COMPREPLY[@]} -eq 0 ]] || printf '%s\\n' \"${COMPREPLY[@]}\"");
        return run(bash.toString(), "--norc", "-c", line.toString());
    }

    private Path script(String shell) throws IOException {
        Path file = folder.resolve("completion." + shell);
        Files.writeString(file, client.run("completion", shell).text());
        return file;
    }

    private static Path shell(String name) {
        var found = List.of("/bin", "/usr/bin", "/usr/local/bin", "/opt/homebrew/bin").stream().map(bin -> Path.of(bin, name)).filter(Files::isExecutable).findFirst();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(found).as("%s, which the build machine is to have", name).isPresent();
        }
        Assumptions.assumeTrue(found.isPresent(), () -> name + " is not installed");
        return found.orElseThrow();
    }

    private List<String> run(String... command) throws Exception {
        Process process = new ProcessBuilder(new ArrayList<>(List.of(command))).directory(folder.toFile()).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).as("the shell ended").isTrue();
        assertThat(process.exitValue()).as(said).isZero();
        return said.lines().toList();
    }
}
