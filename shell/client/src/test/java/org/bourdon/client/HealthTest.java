package org.bourdon.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class HealthTest {

    @TempDir
    Path folder;

    @Test
    void ready_is_0_and_busy_is_ready() {
        try (var _ = new FakeDaemon(home()).on("health", "{\"alive\":true,\"ready\":true,\"busy\":false,\"queued\":0,\"reason\":\"\"}")) {
            assertHealth(0, "ready\n");
        }
        try (var _ = new FakeDaemon(home()).on("health", "{\"alive\":true,\"ready\":true,\"busy\":true,\"queued\":7,\"reason\":\"7 steps wait for a lane\"}")) {
            assertHealth(0, "ready, busy: 7 steps wait for a lane\n");
            assertThat(new ClientRig(home()).run("daemon", "health", "--json").text())
                    .isEqualTo("{\"alive\":true,\"ready\":true,\"busy\":true,\"queued\":7,\"reason\":\"7 steps wait for a lane\"}\n");
        }
    }

    @Test
    void not_alive_is_1_and_starts_nothing() {
        assertHealth(1, "not alive: no daemon runs in " + home().path() + "\n");
        assertThat(home().path()).doesNotExist();
    }

    @Test
    void alive_but_not_ready_is_2_with_the_reason() {
        try (var _ = new FakeDaemon(home()).on("health", "{\"alive\":true,\"ready\":false,\"busy\":false,\"queued\":0,\"reason\":\"no voice is loaded\"}")) {
            assertHealth(2, "not ready: no voice is loaded\n");
        }
    }

    @Test
    void one_that_hangs_is_found_out_within_two_seconds() throws IOException, ClientException {
        home().create();
        Files.writeString(home().pidFile(), ProcessHandle.current().pid() + "\n");
        try (var _ = new DeafSocket(home().socket())) {
            long before = System.nanoTime();

            var ran = new ClientRig(home()).run("daemon", "health");

            assertThat(ran.code()).isEqualTo(2);
            assertThat(ran.text()).contains("alive but does not answer");
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    @Test
    void one_that_greets_and_then_hangs_is_found_out_too() {
        try (var _ = new FakeDaemon(home()).on("health", (_, _) -> { })) {
            long before = System.nanoTime();

            assertThat(new ClientRig(home()).run("daemon", "health").code()).isEqualTo(2);
            assertThat(Duration.ofNanos(System.nanoTime() - before)).isLessThan(Duration.ofSeconds(2));
        }
    }

    private void assertHealth(int code, String text) {
        var ran = new ClientRig(home()).run("daemon", "health");
        assertThat(ran.text()).isEqualTo(text);
        assertThat(ran.code()).isEqualTo(code);
    }

    private Home home() {
        return new Home(folder.resolve("h"));
    }
}
