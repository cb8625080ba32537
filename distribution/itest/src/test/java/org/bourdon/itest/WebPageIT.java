package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import javax.imageio.ImageIO;

import org.bourdon.itest.browser.Chromium;
import org.bourdon.itest.browser.Tab;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

import com.fasterxml.jackson.databind.JsonNode;

/** The web page of a real daemon in a real browser, used as a person uses it. */
class WebPageIT {

    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final int ENTER = 13;
    private static final int ESCAPE = 27;
    private static final int DARK = 90;
    private static final int LIGHT = 200;
    private static final List<String> SAID = List.of("Is this the page?", "It is, and it sings.");

    /** Writes down what is marked, and presses the button for a pause after half a second of sound. */
    private static final String WATCH = """
            var marked = [];
            new MutationObserver(() => {
              const sentence = document.querySelector('#mirror mark')?.textContent;
              if (sentence && sentence !== marked.at(-1)) marked.push(sentence);
            }).observe(document.getElementById('mirror'), {childList: true, subtree: true});
            const page = document.getElementById('page');
            const half = new MutationObserver(() => {
              if (Number(page.dataset.heard) >= 16000 && page.dataset.state === 'speaking') {
                half.disconnect();
                document.getElementById('pause').click();
              }
            });
            half.observe(page, {attributes: true});""";

    @RegisterExtension
    static final Chromium browser = new Chromium();
    @RegisterExtension
    static final DaemonExtension daemon = DaemonExtension.withHttp();

    @TempDir
    Path downloads;

    private String address;
    private Tab tab;

    @BeforeEach
    void openThePage() throws Exception {
        address = daemon.get().http() + "/";
        tab = browser.open();
        tab.sized(1100, 1000);
        tab.prefers("light");
        tab.go(address);
        tab.until("the page is connected and knows the voices", "!document.getElementById('voice').disabled");
    }

    @AfterEach
    void closeIt() {
        if (tab != null) {
            tab.close();
        }
    }

    @Test
    void a_text_is_typed_spoken_followed_seen_and_saved() throws Exception {
        tab.value(WATCH);
        tab.type(String.join(" ", SAID));
        tab.press("Enter", ENTER, true);

        tab.until("half a second was heard, and a pause made", is("paused"));
        tab.until("the waveform shows it", colours("wave") + " > 2");
        tab.until("the spectrogram shows it", colours("spectrum") + " > 50");
        BufferedImage light = picture("page-light.png");
        tab.prefers("dark");
        BufferedImage dark = picture("page-dark.png");
        long paused = number("heard");
        tab.value("document.getElementById('pause').click()");
        tab.until("all of it was heard", is("done"));

        assertThat(tab.value("marked").valueStream().map(JsonNode::asText)).as("sentences marked in the text").containsExactlyElementsOf(SAID);
        assertThat(tab.value("Number(document.getElementById('page').dataset.loudest)").asDouble()).as("what left for the speakers").isGreaterThan(0.05);
        assertThat(paused).as("samples heard before the pause").isBetween(16_000L, number("heard") - 1);
        long bytes = number("bytes");
        assertThat(bytes).as("bytes of two sentences at 32 kHz").isGreaterThan(2 * 32_000);
        assertThat(tab.binaryBytes()).as("bytes in the browser's network").isEqualTo(bytes);
        assertThat(number("heard")).as("samples heard").isEqualTo(bytes / 2);
        Wav file = Wav.parse(download("is-this-the-page-it-is.wav"));
        assertThat(file.sampleRateHz()).isEqualTo(32_000);
        assertThat(file.pcm()).as("bytes in the file").hasSize((int) bytes);
        assertThat(brightness(light)).as("brightness of the light page").isGreaterThan(LIGHT);
        assertThat(brightness(dark)).as("brightness of the dark page").isLessThan(DARK);
        assertThat(tab.troubles()).as("errors and warnings").isEmpty();
        assertThat(tab.requests()).as("what the page asked for").contains(address).allSatisfy(request -> assertThat(URI.create(request))
                .satisfiesAnyOf(to -> assertThat(to.getAuthority()).isEqualTo(URI.create(address).getAuthority()),
                        to -> assertThat(to.getScheme()).isEqualTo("blob")));
    }

    @Test
    void escape_is_silence_at_once_and_frees_the_daemon() throws Exception {
        long cancelled = daemon.get().status().path("requests").path("cancelled").asLong();
        tab.type(IntStream.range(0, 400).mapToObj(i -> "Sentence number " + i + " of a book goes on.").collect(Collectors.joining(" ")));
        tab.press("Enter", ENTER, true);
        tab.until("sound leaves for the speakers", fact("loudest") + " > 0.05");

        tab.press("Escape", ESCAPE, false);

        assertThat(tab.value(is("done")).asBoolean()).as("stopped with the key").isTrue();
        tab.until("it is silent", fact("level") + " === 0");
        Await.until("the daemon is free", PATIENCE, () -> {
            JsonNode requests = daemon.get().status().path("requests");
            return requests.path("active").asInt() == 0 && requests.path("cancelled").asLong() == cancelled + 1;
        }, daemon.get()::log);
    }

    /** Two hundred times as fast as a person listens, which leaves the page's own rules as they are. */
    @Test
    void a_book_is_given_to_the_daemon_as_it_is_heard() {
        JsonNode told = tab.value("""
                (async () => {
                  const {Connection} = await import('/page/connection.js');
                  const {Speech} = await import('/page/speech.js');
                  const text = Array.from({length: 60}, (_, i) => `This is sentence ${i} of a book.` + (i % 5 === 4 ? '\\n\\n' : ' ')).join('');
                  const connection = await new Promise(open => {
                    const one = new Connection(document.baseURI, state => state === 'open' && open(one));
                    one.open();
                  });
                  const told = {rate: 0, received: 0, heard: 0, most: 0, marks: [], lost: 0, failure: ''};
                  const speech = new Speech(connection, text, {
                    started: details => { told.rate = details.sample_rate; },
                    mark: mark => { told.marks.push(mark.text); told.lost += mark.from < 0; },
                    audio: samples => {
                      told.received += samples.length;
                      told.most = Math.max(told.most, (told.received - told.heard) / told.rate);
                    },
                    ended: refusal => { told.failure = refusal?.message ?? ''; },
                  });
                  speech.start({voice: 'en_US-tenor', speed: 1});
                  const until = performance.now() + 30_000;
                  while (!speech.over && performance.now() < until) {
                    await new Promise(later => setTimeout(later, 10));
                    told.heard = Math.min(told.received, told.heard + 2 * told.rate);
                    speech.heard(told.heard);
                  }
                  told.over = speech.over;
                  return told;
                })()""");

        assertThat(told.path("over").asBoolean()).as("spoken to its end: %s", told).isTrue();
        assertThat(told.path("failure").asText()).isEmpty();
        assertThat(told.path("marks").valueStream().map(JsonNode::asText)).as("sentences").containsExactlyElementsOf(
                IntStream.range(0, 60).mapToObj(i -> "This is sentence " + i + " of a book.").toList());
        assertThat(told.path("lost").asInt()).as("sentences not found in the text").isZero();
        double seconds = told.path("received").asDouble() / told.path("rate").asDouble();
        assertThat(told.path("most").asDouble()).as("seconds of sound that waited, of %s", seconds).isLessThan(80).isLessThan(0.8 * seconds);
    }

    @Test
    void everything_that_can_be_used_has_a_name_and_a_mistake_is_told_in_words() {
        tab.call("Accessibility.enable", Tab.params());
        Map<String, String> names = tab.call("Accessibility.getFullAXTree", Tab.params()).path("nodes").valueStream()
                .filter(node -> List.of("button", "textbox", "combobox", "slider").contains(node.path("role").path("value").asText()))
                .collect(Collectors.toMap(node -> node.path("nodeId").asText(), node -> node.path("name").path("value").asText()));
        assertThat(names.values()).as("names for a screen reader").hasSizeGreaterThanOrEqualTo(7).doesNotContain("");

        tab.value("document.getElementById('text').value = ' '");
        tab.press("Enter", ENTER, true);

        assertThat(tab.value("document.getElementById('error').innerText").asText()).isEqualTo("There is nothing to speak yet. Type or paste a text first.");
    }

    @Test
    void a_daemon_that_comes_back_and_wants_a_token_gets_it_from_the_person() throws Exception {
        Path settings = daemon.get().home().folder().resolve("etc/http.json");
        Files.createDirectories(settings.getParent());
        Files.writeString(settings, "{\"token.needed\": true}");
        try {
            tab.until("the page tells that the daemon went away", "document.getElementById('page').dataset.link === 'away'");
            String moved = awaitAnotherAddress();

            tab.go(moved);
            tab.until("it asks for a token", "document.getElementById('lock').open");
            unlock("not the token");
            tab.until("it asks again", "document.getElementById('lock-words').innerText.startsWith('That was not it')");
            unlock(Files.readString(daemon.get().home().folder().resolve("http.token")));
            tab.until("the page is connected and knows the voices", "!document.getElementById('voice').disabled");

            tab.value("document.getElementById('text').select()");
            tab.type("Yes. Sir.");
            tab.press("Enter", ENTER, true);
            tab.until("all of it was heard", is("done"));
            tab.value("document.getElementById('format').value = 'mp3'");
            assertThat(download("yes-sir.mp3")).as("an MP3 by HTTP, with the token").hasSizeGreaterThan(1_000);
        } finally {
            Files.delete(settings);
            awaitAnotherAddress();
        }
    }

    private void unlock(String token) {
        tab.until("it asks", "document.getElementById('lock').open");
        tab.value("document.getElementById('token').focus()");
        tab.type(token);
        tab.value("document.querySelector('#unlock button').click()");
    }

    /** The port is any that is free, so a listener with other settings is elsewhere. */
    private String awaitAnotherAddress() {
        String before = address;
        Await.until("HTTP clients are served elsewhere", PATIENCE, () -> !before.equals(daemon.get().http() + "/"), daemon.get()::log);
        address = daemon.get().http() + "/";
        return address;
    }

    private byte[] download(String name) throws IOException {
        tab.call("Browser.setDownloadBehavior", Tab.params().put("behavior", "allow").put("downloadPath", downloads.toString()));
        tab.value("document.getElementById('save').click()");
        Path file = downloads.resolve(name);
        // An empty one of this name keeps its place until all of it has come.
        Await.until("the file is there", PATIENCE, () -> Files.exists(file) && Files.size(file) > 0, () -> List.of(downloads.toFile().list()).toString());
        return Files.readAllBytes(file);
    }

    private BufferedImage picture(String name) throws IOException {
        byte[] png = tab.picture();
        Files.write(Path.of("target", name), png);
        return ImageIO.read(new ByteArrayInputStream(png));
    }

    private static double brightness(BufferedImage image) {
        return IntStream.range(0, image.getWidth() * image.getHeight()).map(i -> image.getRGB(i % image.getWidth(), i / image.getWidth()))
                .map(pixel -> (pixel >> 8) & 0xFF).average().orElseThrow();
    }

    /** How many colours a picture has. */
    private static String colours(String canvas) {
        return """
                (() => {
                  const canvas = document.getElementById('%s');
                  const pixels = canvas.getContext('2d').getImageData(0, 0, canvas.width, canvas.height).data;
                  return new Set(new Uint32Array(pixels.buffer)).size;
                })()""".formatted(canvas);
    }

    private long number(String fact) {
        return tab.value(fact(fact)).asLong();
    }

    private static String fact(String name) {
        return "Number(document.getElementById('page').dataset." + name + ")";
    }

    private static String is(String state) {
        return "document.getElementById('page').dataset.state === '" + state + "'";
    }
}
