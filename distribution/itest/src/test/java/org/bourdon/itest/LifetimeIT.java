package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** A daemon lives exactly as long as asked. */
@Tag("alone")
class LifetimeIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private Home home;

    @BeforeEach
    void open() throws IOException {
        home = Home.fresh();
    }

    @AfterEach
    void close() throws IOException {
        if (Files.exists(home.folder())) {
            home.close();
        }
    }

    @Test
    void an_idle_one_leaves_by_itself_though_a_client_is_connected() throws Exception {
        try (Daemon daemon = Daemon.start(home, "-Dbourdon.idle.timeout.ms=3000"); NativeClient client = daemon.connect()) {
            client.say("A word before I go.");
            assertThat(client.status().at("/lifetime/idle_timeout_ms").asInt()).isEqualTo(3000);

            daemon.awaitGone();

            assertThat(daemon.process().exitValue()).as(home.log()).isZero();
            assertThat(home.log()).contains("leaves: idle for");
        }
    }

    @Test
    void a_lease_holds_it_and_a_crashed_holder_gives_it_back() throws Exception {
        try (Daemon daemon = Daemon.start(home, "-Dbourdon.while.leased=true"); NativeClient other = daemon.connect()) {
            NativeClient holder = daemon.connect();
            String lease = holder.call("lease", NativeClient.params().put("holder", "a test")).path("lease").asText();
            holder.call("lease", NativeClient.params());
            holder.call("release", NativeClient.params().put("lease", lease));
            JsonNode status = other.status();
            assertThat(status.path("leases").asInt()).isEqualTo(1);
            assertThat(status.at("/lifetime/while_leased").asBoolean()).isTrue();

            holder.vanish();

            daemon.awaitGone();
            assertThat(home.log()).contains("leaves: the last lease is back");
        }
    }

    @Test
    void one_that_belongs_to_a_process_goes_with_it_and_leaves_nothing_of_its_scope() throws Exception {
        Home scope = new Home(Files.createDirectories(home.folder().resolve("scopes/editor")));
        Process owner = new ProcessBuilder("sleep", "300").start();
        try (Daemon daemon = Daemon.start(scope, "-Dbourdon.scope=editor", "-Dbourdon.owner.pid=" + owner.pid())) {
            try (NativeClient client = daemon.connect()) {
                JsonNode status = client.status();
                assertThat(status.path("scope").asText()).isEqualTo("editor");
                assertThat(status.at("/lifetime/owner_pid").asLong()).isEqualTo(owner.pid());
                Speech book = client.speak("A very long book indeed. ".repeat(10_000));
                book.awaitFirstAudio(PATIENCE);

                owner.destroyForcibly();

                assertThat(book.await(PATIENCE).outcome()).isEqualTo("cancelled");
            }
            daemon.awaitGone();
            assertThat(scope.folder()).doesNotExist();
        } finally {
            owner.destroyForcibly();
        }
    }

    @Test
    void a_term_signal_lets_what_is_under_way_end() throws Exception {
        try (Daemon daemon = Daemon.start(home); NativeClient client = daemon.connect()) {
            Speech speech = client.speak("This sentence has begun, and it will be heard to its end. ".repeat(20));
            speech.awaitFirstAudio(PATIENCE);

            daemon.process().destroy();

            assertThat(speech.await(PATIENCE).outcome()).isEqualTo("done");
            daemon.awaitGone();
        }
    }
}
