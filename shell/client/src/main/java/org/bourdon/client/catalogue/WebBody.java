package org.bourdon.client.catalogue;

import java.io.IOException;
import java.net.http.HttpResponse.BodySubscriber;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Flow;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.client.ClientException;
import org.bourdon.client.Deadline;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Interruption;

/** A body as it comes, one piece on its way at a time, so that a slow disk slows the server and a silent server is noticed. */
final class WebBody implements BodySubscriber<WebBody>, AutoCloseable {

    private sealed interface Event {
        record Data(List<ByteBuffer> buffers) implements Event { }

        record End(Optional<Throwable> failure) implements Event { }
    }

    private static final Duration BETWEEN_LOOKS = Duration.ofMillis(100);

    // One is asked for at a time, and an end may come on top.
    private final LinkedBlockingQueue<Event> events = new LinkedBlockingQueue<>(4);
    private final CompletableFuture<Flow.Subscription> subscription = new CompletableFuture<>();
    private final Interruption interruption;
    private final Duration silence;

    WebBody(Interruption interruption, Duration silence) {
        this.interruption = interruption;
        this.silence = silence;
    }

    /** @return the next bytes; empty at the end */
    List<ByteBuffer> next() throws IOException, ClientException {
        subscription().request(1);
        var deadline = Deadline.in(silence);
        while (true) {
            switch (poll()) {
                case null -> {
                    if (interruption.hasHappened()) {
                        throw new ClientException(ExitCode.INTERRUPTED, "interrupted");
                    }
                    if (deadline.passed()) {
                        throw WebException.passing("nothing came for " + silence.toSeconds() + " s", null);
                    }
                }
                case Event.Data data -> {
                    return data.buffers();
                }
                case Event.End end -> {
                    if (end.failure().isPresent()) {
                        throw WebException.passing("it was cut off", end.failure().get());
                    }
                    return List.of();
                }
            }
        }
    }

    private Flow.Subscription subscription() throws IOException, ClientException {
        try {
            return subscription.get(silence.toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException | ExecutionException e) {
            throw WebException.passing("nothing came for " + silence.toSeconds() + " s", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    private Event poll() throws ClientException {
        try {
            return events.poll(BETWEEN_LOOKS.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new ClientException(ExitCode.INTERRUPTED, "interrupted", e);
        }
    }

    @Override
    public CompletionStage<WebBody> getBody() {
        return CompletableFuture.completedStage(this);
    }

    @Override
    public void onSubscribe(Flow.Subscription given) {
        subscription.complete(given);
    }

    @Override
    public void onNext(List<ByteBuffer> buffers) {
        events.add(new Event.Data(buffers));
    }

    @Override
    public void onError(Throwable failure) {
        events.add(new Event.End(Optional.of(failure)));
    }

    @Override
    public void onComplete() {
        events.add(new Event.End(Optional.empty()));
    }

    /** Whatever has not come yet is not wanted any more. */
    @Override
    public void close() {
        subscription.thenAccept(Flow.Subscription::cancel);
    }
}
