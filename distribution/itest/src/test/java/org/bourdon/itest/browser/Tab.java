package org.bourdon.itest.browser;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.itest.Await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** One tab of a browser: what a person does to it, what a page did in it, and what it shows. */
public final class Tab implements AutoCloseable {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** Less than the patience with an answer. */
    private static final Duration FACT = Duration.ofSeconds(30);
    private static final int CONTROL = 2;
    private static final int BINARY = 2;

    private final HttpClient http;
    private final WebSocket socket;
    private final Inbox inbox;
    private final AtomicInteger ids = new AtomicInteger();

    private Tab(HttpClient http, WebSocket socket, Inbox inbox) {
        this.http = http;
        this.socket = socket;
        this.inbox = inbox;
    }

    static Tab open(int port) throws IOException, InterruptedException {
        HttpClient http = HttpClient.newHttpClient();
        URI create = URI.create("http://127.0.0.1:" + port + "/json/new?about:blank");
        String target = http.send(HttpRequest.newBuilder(create).PUT(HttpRequest.BodyPublishers.noBody()).timeout(PATIENCE).build(),
                HttpResponse.BodyHandlers.ofString()).body();
        Inbox inbox = new Inbox();
        WebSocket socket = await(http.newWebSocketBuilder()
                .buildAsync(URI.create(JSON.readTree(target).path("webSocketDebuggerUrl").asText()), inbox));
        Tab tab = new Tab(http, socket, inbox);
        for (String domain : List.of("Page", "Runtime", "Network", "Log")) {
            tab.call(domain + ".enable", params());
        }
        return tab;
    }

    public static ObjectNode params() {
        return JsonNodeFactory.instance.objectNode();
    }

    /** A command of the DevTools protocol. */
    public JsonNode call(String method, ObjectNode params) {
        int id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        inbox.calls.put(id, answer);
        ObjectNode message = params().put("id", id).put("method", method);
        message.set("params", params);
        await(socket.sendText(message.toString(), true));
        JsonNode reply = await(answer);
        if (reply.has("error")) {
            throw new AssertionError(method + " was refused: " + reply.path("error"));
        }
        return reply.path("result");
    }

    public void go(String address) {
        call("Page.navigate", params().put("url", address));
        Await.until("the page is loaded", PATIENCE,
                () -> value("document.readyState === 'complete' && location.href !== 'about:blank'").asBoolean());
    }

    /** The value of an expression in the page; promises are waited for. */
    public JsonNode value(String expression) {
        JsonNode result = call("Runtime.evaluate", params().put("expression", expression).put("returnByValue", true).put("awaitPromise", true));
        if (result.has("exceptionDetails")) {
            throw new AssertionError("the page threw at " + expression + ": " + result.path("exceptionDetails"));
        }
        return result.path("result").path("value");
    }

    /** Waits in the page until an expression is true there. */
    public void until(String what, String expression) {
        boolean holds = value("""
                new Promise((answer, failed) => {
                  const end = performance.now() + %d;
                  const look = () => {
                    try {
                      const holds = Boolean(%s);
                      if (holds || performance.now() > end) answer(holds); else setTimeout(look, 10);
                    } catch (failure) {
                      failed(failure);
                    }
                  };
                  look();
                })""".formatted(FACT.toMillis(), expression)).asBoolean();
        if (!holds) {
            throw new AssertionError("not within " + FACT.toSeconds() + " s: " + what + "\nthe page: "
                    + value("JSON.stringify({...document.querySelector('main')?.dataset}) + ' ' + document.body.innerText").asText()
                    + "\ntold: " + inbox.troubles);
        }
    }

    public void type(String text) {
        call("Input.insertText", params().put("text", text));
    }

    /** Presses a key as a person does; pages may then make sound. */
    public void press(String key, int code, boolean control) {
        ObjectNode down = params().put("type", "rawKeyDown").put("key", key).put("code", key).put("windowsVirtualKeyCode", code)
                .put("modifiers", control ? CONTROL : 0);
        call("Input.dispatchKeyEvent", down);
        call("Input.dispatchKeyEvent", down.deepCopy().put("type", "keyUp"));
    }

    public void sized(int width, int height) {
        call("Emulation.setDeviceMetricsOverride",
                params().put("width", width).put("height", height).put("deviceScaleFactor", 1).put("mobile", false));
    }

    /** @param scheme light or dark */
    public void prefers(String scheme) {
        ObjectNode media = params();
        media.putArray("features").addObject().put("name", "prefers-color-scheme").put("value", scheme);
        call("Emulation.setEmulatedMedia", media);
    }

    /** What it shows, as a PNG. */
    public byte[] picture() {
        return Base64.getDecoder().decode(call("Page.captureScreenshot", params().put("format", "png")).path("data").asText());
    }

    /** Every address that the page asked for, WebSockets included. */
    public List<String> requests() {
        return List.copyOf(inbox.requests);
    }

    /** Errors and warnings of the page and of the browser about it. */
    public List<String> troubles() {
        return List.copyOf(inbox.troubles);
    }

    /** Bytes that came in binary frames of WebSockets, as the browser's network counts them. */
    public long binaryBytes() {
        return inbox.binaryBytes.get();
    }

    @Override
    public void close() {
        call("Page.close", params());
        socket.abort();
        http.close();
    }

    private static <T> T await(CompletableFuture<T> future) {
        try {
            return future.get(PATIENCE.toSeconds(), TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted", e);
        } catch (ExecutionException | TimeoutException e) {
            throw new AssertionError("the browser does not answer", e);
        }
    }

    /** What the browser tells, kept as far as a test asks for it. */
    private static final class Inbox implements WebSocket.Listener {

        private final Map<Integer, CompletableFuture<JsonNode>> calls = new ConcurrentHashMap<>();
        private final List<String> requests = new CopyOnWriteArrayList<>();
        private final List<String> troubles = new CopyOnWriteArrayList<>();
        private final AtomicLong binaryBytes = new AtomicLong();
        private final StringBuilder partial = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String message = partial.toString();
                partial.setLength(0);
                try {
                    received(JSON.readTree(message));
                } catch (IOException e) {
                    troubles.add("not JSON: " + e);
                }
            }
            socket.request(1);
            return null;
        }

        private void received(JsonNode message) {
            if (message.has("id")) {
                calls.remove(message.path("id").asInt()).complete(message);
                return;
            }
            JsonNode params = message.path("params");
            switch (message.path("method").asText()) {
                case "Network.requestWillBeSent" -> requests.add(params.path("request").path("url").asText());
                case "Network.webSocketCreated" -> requests.add(params.path("url").asText());
                case "Network.webSocketFrameReceived" -> count(params.path("response"));
                case "Runtime.exceptionThrown" -> troubles.add(params.path("exceptionDetails").toString());
                case "Runtime.consoleAPICalled", "Log.entryAdded" -> troubles.add(params.toString());
                default -> { }
            }
        }

        private void count(JsonNode frame) {
            if (frame.path("opcode").asInt() == BINARY) {
                binaryBytes.addAndGet(Base64.getDecoder().decode(frame.path("payloadData").asText()).length);
            }
        }
    }
}
