package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;

/** Where the daemon listens for HTTP clients, and with which token. */
class HttpListenerIT {

    private static final Duration PATIENCE = Duration.ofSeconds(20);

    @Test
    void a_taken_port_is_told_and_taken_over_once_it_is_free_and_only_the_token_opens_it() throws Exception {
        try (Home home = Home.fresh()) {
            Files.writeString(Files.createDirectories(home.folder().resolve("etc")).resolve("org.bourdon.http.json"), "{\"token.needed\": true}");
            URI taken;
            ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
            try (other) {
                taken = URI.create("http://127.0.0.1:" + other.getLocalPort());
                ProcessBuilder builder = Daemon.launcher(home);
                builder.environment().put("BOURDON_HTTP", taken.getAuthority());
                Process process = builder.start();
                try {
                    Await.until("the daemon serves its unix socket", PATIENCE, () -> greets(home), home::log);
                    Await.until("the taken port is told", PATIENCE, () -> shut(home).size() == 1, home::log);

                    assertThat(shut(home).get(0).path("address").asText()).isEqualTo(taken.toString());
                    assertThat(shut(home).get(0).path("problem").asText()).contains("BOURDON_HTTP").doesNotContain("\n");
                    try (NativeClient client = NativeClient.connect(home.socket())) {
                        assertThat(client.say("Served all the same.").outcome()).isEqualTo("done");
                    }
                    other.close();
                    Await.until("the port is taken over", PATIENCE, () -> shut(home).isEmpty(), home::log);

                    Path token = home.folder().resolve("http.token");
                    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(token))).isEqualTo("rw-------");
                    assertThat(status(taken, "Accept: */*")).isEqualTo(401);
                    assertThat(status(taken, "Authorization: Bearer wrong")).isEqualTo(401);
                    assertThat(status(taken, "Authorization: Bearer " + Files.readString(token).strip())).isEqualTo(200);
                    assertThat(home.log()).as("the log").doesNotContain(Files.readString(token).strip());
                } finally {
                    process.destroy();
                    Await.until("the daemon is gone", PATIENCE, () -> !process.isAlive(), home::log);
                }
            }
        }
    }

    private static boolean greets(Home home) {
        try (NativeClient client = NativeClient.connect(home.socket())) {
            return client.greeting().path("method").asText().equals("hello");
        } catch (IOException e) {
            return false;
        }
    }

    private static JsonNode shut(Home home) throws Exception {
        try (NativeClient client = NativeClient.connect(home.socket())) {
            return client.status().path("listeners_shut");
        }
    }

    private static int status(URI daemon, String header) throws Exception {
        return RawHttp.ask(daemon, new byte[0], "GET /v1/models HTTP/1.1", "Host: " + daemon.getAuthority(), "Connection: close", header).status();
    }
}
