package org.bourdon.itest.listener;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/** A hearing: several listeners at once, each with a share of the sentences. */
public final class Hearing implements AutoCloseable {

    private static final int LISTENERS = 2;
    private static final long MINUTES_AT_MOST = 20;

    private final ExecutorService threads = Executors.newFixedThreadPool(LISTENERS, Thread.ofPlatform().daemon().name("listener-", 0).factory());
    private final ThreadLocal<Listener> listeners = ThreadLocal.withInitial(Listener::new);

    /** A sentence's text with its sound. */
    public record Utterance(String text, float[] sound, int sampleRateHz) {
    }

    /** A sentence as it was said, and as it was heard. */
    public record Heard(String said, String heard, WordErrors errors) {
    }

    /** All sentences with what was heard of them. */
    public record Report(List<Heard> sentences) {

        public Report plus(Report other) {
            return new Report(Stream.concat(sentences.stream(), other.sentences.stream()).toList());
        }

        public WordErrors errors() {
            return sentences.stream().map(Heard::errors).reduce(new WordErrors(0, 0), WordErrors::plus);
        }

        @Override
        public String toString() {
            StringBuilder text = new StringBuilder("%d errors in %d words, %.1f %%".formatted(errors().errors(), errors().words(), 100 * errors().rate()));
            for (Heard one : sentences) {
                text.append("%n%2d  said:  %s%n    heard: %s".formatted(one.errors().errors(), one.said(), one.heard()));
            }
            return text.toString();
        }
    }

    public Report listenTo(List<Utterance> utterances) throws InterruptedException {
        List<Future<Heard>> pending = new ArrayList<>();
        for (Utterance one : utterances) {
            pending.add(threads.submit(() -> {
                String heard = listeners.get().hear(one.sound(), one.sampleRateHz());
                return new Heard(one.text(), heard, WordErrors.between(one.text(), heard));
            }));
        }
        List<Heard> heard = new ArrayList<>();
        for (Future<Heard> one : pending) {
            try {
                heard.add(one.get(MINUTES_AT_MOST, TimeUnit.MINUTES));
            } catch (ExecutionException | TimeoutException e) {
                throw new AssertionError("the recogniser failed", e);
            }
        }
        return new Report(heard);
    }

    @Override
    public void close() {
        threads.shutdownNow();
    }
}
