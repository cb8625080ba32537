package org.bourdon.client.catalogue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.ByteBuffer;
import java.nio.channels.UnresolvedAddressException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.client.Client;
import org.bourdon.client.ClientException;
import org.bourdon.client.Deadline;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Interruption;

/** Asks servers by HTTP: every wait has a deadline, redirects never lead from what is encrypted to what is not. */
final class Web implements AutoCloseable {

    private static final int MOST_REDIRECTS = 8;
    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    /** @param address that answered in the end */
    record Answer(int status, URI address, HttpResponse<WebBody> response) implements AutoCloseable {

        Optional<String> header(String name) {
            return response.headers().firstValue(name);
        }

        WebBody body() {
            return response.body();
        }

        /** What says whether it is still the same content; empty when nothing does with certainty. */
        Optional<String> validator() {
            return header("ETag").filter(tag -> !tag.startsWith("W/")).or(() -> header("Last-Modified"));
        }

        @Override
        public void close() {
            body().close();
        }
    }

    private final HttpClient client;
    private final Interruption interruption;
    private final Patience patience;

    Web(Map<String, String> variables, Interruption interruption, Patience patience) {
        this.client = HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(patience.toConnect()).proxy(new EnvironmentProxy(variables)).build();
        this.interruption = interruption;
        this.patience = patience;
    }

    Patience patience() {
        return patience;
    }

    Interruption interruption() {
        return interruption;
    }

    /** @throws WebException unless the answer is one of success, or "not modified" */
    Answer get(URI address, Map<String, String> headers) throws IOException, ClientException {
        URI place = address;
        for (int left = MOST_REDIRECTS; left > 0; left--) {
            Answer answer = send(place, headers);
            Optional<String> further = answer.header("Location");
            if (answer.status() / 100 != 3 || answer.status() == 304 || further.isEmpty()) {
                return checked(answer);
            }
            answer.close();
            place = redirected(place, further.get());
        }
        throw WebException.forGood(address + " leads round in a circle");
    }

    /** The whole of something small, tried again as long as that may help. */
    byte[] text(URI address, int mostBytes, Patience patience) throws IOException, ClientException {
        return again(patience, () -> {
            try (Answer answer = get(address, Map.of())) {
                return all(answer, mostBytes);
            }
        });
    }

    /** What is worth several tries. */
    @FunctionalInterface
    interface Errand<T> {
        T run() throws IOException, ClientException;
    }

    <T> T again(Patience patience, Errand<T> errand) throws IOException, ClientException {
        var deadline = Deadline.in(patience.inAll());
        for (int vain = 1;; vain++) {
            try {
                return errand.run();
            } catch (WebException e) {
                if (!e.isPassing() || vain >= patience.vainTries() || deadline.passed()) {
                    throw e;
                }
                interruption.pause(pause(patience, e, vain));
            }
        }
    }

    static Duration pause(Patience patience, WebException failure, int vain) {
        Duration own = patience.pause(vain);
        return failure.pause().filter(wanted -> wanted.compareTo(own) > 0).map(wanted -> wanted.compareTo(patience.longestPause()) < 0 ? wanted : patience.longestPause())
                .orElse(own);
    }

    static byte[] all(Answer answer, int mostBytes) throws IOException, ClientException {
        var bytes = new ByteArrayOutputStream();
        for (List<ByteBuffer> piece = answer.body().next(); !piece.isEmpty(); piece = answer.body().next()) {
            for (ByteBuffer buffer : piece) {
                byte[] some = new byte[buffer.remaining()];
                buffer.get(some);
                bytes.writeBytes(some);
            }
            if (bytes.size() > mostBytes) {
                throw WebException.forGood(answer.address() + " is larger than " + Sizes.of(mostBytes) + ", more than such a thing can be");
            }
        }
        return bytes.toByteArray();
    }

    private Answer send(URI address, Map<String, String> headers) throws IOException, ClientException {
        if (!("http".equals(address.getScheme()) || "https".equals(address.getScheme())) || address.getHost() == null) {
            throw WebException.forGood("'" + address + "' is not the address of a file by HTTP");
        }
        HttpRequest.Builder request = HttpRequest.newBuilder(address).timeout(patience.silence()).setHeader("User-Agent", "bourdon/" + Client.version())
                .setHeader("Accept-Encoding", "identity");
        headers.forEach(request::setHeader);
        CompletableFuture<HttpResponse<WebBody>> answer;
        try {
            answer = client.sendAsync(request.build(), _ -> new WebBody(interruption, patience.silence()));
        } catch (IllegalArgumentException e) {
            throw WebException.forGood(e.getMessage());
        }
        try {
            HttpResponse<WebBody> response = await(answer);
            return new Answer(response.statusCode(), address, response);
        } catch (ExecutionException e) {
            throw failed(address, e.getCause());
        }
    }

    /** The client has its own time limits; this one only lets go early when the person does. */
    private HttpResponse<WebBody> await(CompletableFuture<HttpResponse<WebBody>> answer) throws ExecutionException, ClientException {
        while (true) {
            try {
                return answer.get(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException _) {
                if (interruption.hasHappened()) {
                    answer.cancel(true);
                    throw new ClientException(ExitCode.INTERRUPTED, "interrupted");
                }
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                answer.cancel(true);
                throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
            }
        }
    }

    private WebException failed(URI address, Throwable cause) {
        String where = address.getHost() + (address.getPort() < 0 ? "" : ":" + address.getPort());
        for (Throwable each = cause; each != null; each = each.getCause()) {
            if (each instanceof UnresolvedAddressException || each instanceof UnknownHostException) {
                return WebException.passing("the name " + address.getHost() + " cannot be resolved; is there a network?", cause);
            }
        }
        return WebException.passing(switch (cause) {
            case HttpConnectTimeoutException _ -> where + " does not take the call within " + patience.toConnect().toSeconds() + " s";
            case HttpTimeoutException _ -> where + " does not answer within " + patience.silence().toSeconds() + " s";
            case ConnectException _ -> where + " cannot be reached";
            default -> where + " does not answer: " + (cause.getMessage() == null ? cause.getClass().getSimpleName() : cause.getMessage());
        }, cause);
    }

    private static URI redirected(URI from, String to) throws WebException {
        URI place;
        try {
            place = from.resolve(URI.create(to));
        } catch (IllegalArgumentException _) {
            throw WebException.forGood(from.getHost() + " leads to what is no address");
        }
        if ("https".equals(from.getScheme()) && !"https".equals(place.getScheme())) {
            throw WebException.forGood(from.getHost() + " leads to an address that is not encrypted, which is not followed");
        }
        return place;
    }

    private static Answer checked(Answer answer) throws WebException {
        int status = answer.status();
        if (status / 100 == 2 || status == 304) {
            return answer;
        }
        answer.close();
        Duration pause = answer.header("Retry-After").filter(text -> text.matches("[0-9]{1,6}")).map(text -> Duration.ofSeconds(Long.parseLong(text)))
                .orElse(Duration.ZERO);
        String what = switch (status) {
            case 401, 403 -> "may not be fetched";
            case 404, 410 -> "is not there";
            case 407 -> "is behind a proxy that wants a password";
            case 429 -> "was asked for too often";
            default -> "is not given";
        };
        throw WebException.answered(status, answer.address() + " " + what + " (HTTP status " + status + ")", pause);
    }

    @Override
    public void close() {
        client.shutdownNow();
    }
}
