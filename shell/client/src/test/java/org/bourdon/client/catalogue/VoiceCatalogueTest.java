package org.bourdon.client.catalogue;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

import org.bourdon.client.ClientRig;
import org.bourdon.client.Home;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looking for voices, being told of them, and taking them away. */
@Timeout(120)
class VoiceCatalogueTest {

    private static final String KEY = "en_GB-alba-medium";

    @TempDir
    Path folder;

    private final VoiceServer server = new VoiceServer();
    private Home home;
    private ClientRig client;

    @BeforeEach
    void begin() {
        home = new Home(folder.resolve("h"));
        client = new ClientRig(home).with("BOURDON_CATALOGUE", server.catalogue());
        server.offeringVoice(KEY, new byte[5_000]).offeringVoice("de_DE-thorsten-high", new byte[100]);
    }

    @AfterEach
    void end() {
        server.close();
    }

    @Test
    void words_are_found_in_names_languages_and_qualities() {
        assertThat(client.run("voice", "search").text()).contains(KEY, "de_DE-thorsten-high", "kokoro", "3 voices");
        assertThat(client.run("voice", "search", "German").text()).contains("thorsten").doesNotContain("alba");
        assertThat(client.run("voice", "search", "deutsch", "HIGH").text()).contains("thorsten").doesNotContain("alba");
        assertThat(client.run("voice", "search", "deutsch", "medium").text()).contains("no voice with deutsch medium");
        assertThat(client.run("voice", "search", "great britain").text()).contains("alba", "1 voice\n");
        assertThat(client.run("voice", "search", "54 speakers").text()).contains("kokoro").doesNotContain("alba");
    }

    @Test
    void what_is_here_is_marked_and_the_table_fits_the_terminal() {
        client.run("voice", "add", KEY);

        assertThat(client.run("voice", "search", "alba").text()).contains("installed  English");
        assertThat(client.run("voice", "search", "alba", "--json").text()).contains("\"installed\":true");
        String narrow = client.onTerminal("12").with("COLUMNS", "40").run("voice", "search").text();
        assertThat(narrow.lines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(40));
    }

    @Test
    void the_catalogue_is_kept_and_asked_for_only_when_it_changed() {
        client.run("voice", "search");
        client.run("voice", "search");
        assertThat(server.requests()).containsExactly("/repo/voices.json");

        client.run("voice", "add", "no-such-voice");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void without_network_the_kept_one_serves_and_that_is_said() throws Exception {
        client.run("voice", "search");
        server.tricking("voices.json", VoiceServer.status(404));

        ClientRig.Ran ran = client.run("voice", "add", "no-such-voice");

        assertThat(ran.code()).isEqualTo(3);
        assertThat(ran.err()).contains("the catalogue cannot be asked for", "this is the one of 2");
    }

    @Test
    void a_catalogue_that_is_none_is_refused() {
        server.offering("repo/voices.json", "<html>no</html>");
        ClientRig.Ran garbage = client.run("voice", "search");
        assertThat(garbage.code()).isEqualTo(1);
        assertThat(garbage.err()).contains("is no catalogue of voices").hasLineCount(1);

        server.offering("repo/voices.json", "{}");
        assertThat(client.run("voice", "search").code()).isEqualTo(1);
        assertThat(client.run("voice", "search", "--catalogue", "file:///etc/passwd").code()).isEqualTo(2);
        assertThat(client.run("voice", "search", "--catalogue", server.at("none.json").toString()).err()).contains("HTTP status 404");
    }

    @Test
    void info_tells_of_what_can_be_had_and_of_what_is_here() {
        assertThat(client.run("voice", "info", KEY).text()).contains("English (Great Britain), en_GB", "22050 Hz", "licenses/by/4.0", "bourdon voice add", "Model card for");
        assertThat(client.run("voice", "info", KEY, "--json").text()).contains("\"installed\":false", "\"sample_rate\":22050", "\"address\":\"http://127.0.0.1");
        assertThat(client.run("voice", "info", "kokoro").text()).contains("Apache-2.0", "353.7 MB", "github.com/thewh1teagle");

        client.run("voice", "add", KEY);
        server.close();

        assertThat(client.run("voice", "info", KEY).text()).contains("22050 Hz", "licenses/by/4.0", server.catalogue(), KEY + ".onnx.json");
        assertThat(client.run("voice", "info", KEY, "--json").text()).contains("\"installed\":true", "\"language\":\"en_GB\"");
    }

    @Test
    void remove_takes_the_users_voices_and_no_others() throws Exception {
        client.run("voice", "add", KEY);
        Files.writeString(home.voices().resolve("loose.onnx.json"), VoiceServer.SIDE);
        Files.writeString(home.voices().resolve("loose.onnx"), "x");
        Files.writeString(home.voices().resolve("looser.onnx"), "x");

        assertThat(client.run("voice", "remove", "en_GB-alba-hedium").err()).contains("did you mean " + KEY);
        assertThat(client.run("voice", "remove", "en_GB-alba-hedium").code()).isEqualTo(3);
        assertThat(client.run("voice", "remove", "../h").code()).isEqualTo(3);
        assertThat(client.run("voice", "remove", KEY, "loose").text()).contains("removed " + KEY, "removed loose");

        assertThat(VoiceAddTest.entries(home.voices())).containsExactly("looser.onnx");
        assertThat(client.run("voice", "remove", KEY).code()).isEqualTo(3);
    }

    @Test
    void a_shipped_voice_stays() throws Exception {
        Path shipped = Files.createDirectories(folder.resolve("dist/voices/en_US-own"));
        Files.writeString(shipped.resolve("en_US-own.streaming.json"), "{\"a\":1}");
        System.setProperty("bourdon.distribution", folder.resolve("dist").toString());
        try {
            ClientRig.Ran ran = client.run("voice", "remove", "en_US-own");
            assertThat(ran.code()).isEqualTo(3);
            assertThat(ran.err()).contains("came with Bourdon");
            assertThat(client.run("voice", "info", "en_US-own").text()).contains("came with Bourdon");
        } finally {
            System.clearProperty("bourdon.distribution");
        }
        assertThat(shipped).exists();
    }

    @Test
    void proxies_are_those_of_the_environment() {
        var proxies = new EnvironmentProxy(Map.of("https_proxy", "http://proxy.example:3128", "no_proxy", "localhost,.inner.example"));

        assertThat(proxies.select(URI.create("https://huggingface.co/x"))).containsExactly(
                new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved("proxy.example", 3128)));
        assertThat(proxies.select(URI.create("https://a.inner.example/x"))).containsExactly(Proxy.NO_PROXY);
        assertThat(proxies.select(URI.create("http://127.0.0.1/x"))).containsExactly(Proxy.NO_PROXY);
    }

    @Test
    void wrong_use_is_told() {
        assertThat(client.run("voice").code()).isEqualTo(2);
        assertThat(client.run("voice", "add").code()).isEqualTo(2);
        assertThat(client.run("voice", "add", "--help").text()).contains("Exit codes");
    }
}
