package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.ObjectMapper;

import org.junit.jupiter.api.Test;

/** A voice from a server, by the command that a person uses, beside a daemon that runs. */
class VoiceAddIT {

    private static final String VOICE = "en_US-twin-medium";

    @Test
    void a_voice_is_found_added_spoken_with_and_removed_while_the_daemon_runs() throws Exception {
        Path work = Files.createTempDirectory("voice-add");
        try (Home home = Home.fresh(); VoiceShop shop = VoiceShop.selling(VOICE, Distribution.twin("en_US-bourdon")); Daemon daemon = Daemon.start(home)) {
            Bourdon bourdon = new Bourdon(home, work);

            assertThat(ok(bourdon.run("voice", "search", "twin", "--catalogue", shop.catalogue())).text()).contains(VOICE);
            Bourdon.Result added = ok(bourdon.run("voice", "add", "en_US-tw", "--catalogue", shop.catalogue()));
            assertThat(added.text()).contains("added " + VOICE).doesNotContain("cannot");
            assertThat(added.err()).contains("licence: Apache-2.0");

            ok(bourdon.run("say", "-v", VOICE, "It came over the wire.", "-o", "twin.wav"));
            assertThat(Wav.parse(Files.readAllBytes(work.resolve("twin.wav"))).seconds()).isBetween(0.5, 4.0);
            var info = new ObjectMapper().readTree(ok(bourdon.run("voice", "info", VOICE, "--json")).text());
            assertThat(info.path("source").asText()).isEqualTo(shop.catalogue());

            ok(bourdon.run("voice", "remove", VOICE));
            Bourdon.Result gone = bourdon.run("say", "-v", VOICE, "Is it gone?", "-o", "gone.wav");
            assertThat(gone.exit()).as(gone.toString()).isEqualTo(3);
            assertThat(home.voices()).isEmptyDirectory();
            assertThat(daemon.process().isAlive()).isTrue();
        } finally {
            new Home(work).close();
        }
    }

    private static Bourdon.Result ok(Bourdon.Result result) throws IOException {
        assertThat(result.exit()).as(result.toString()).isZero();
        return result;
    }
}
