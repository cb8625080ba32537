package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;
import java.util.function.BooleanSupplier;

/** Has a daemon do something, and does it all over again with the next daemon when this one leaves before anything has come of it. */
final class Perseverance {

    /** What is asked of the daemon. */
    @FunctionalInterface
    interface Errand<T> {
        T run(Rpc daemon) throws ClientException;
    }

    /** How to come to a daemon. */
    @FunctionalInterface
    interface Entrance {
        Rpc enter() throws ClientException;
    }

    private static final Duration TO_RECOVER = Duration.ofSeconds(10);
    /** So many daemons may die of one request; one that only leaves as it was told to is no reason to give up. */
    private static final int MOST_DEATHS = 3;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(50);
    private static final Duration LONGEST_PAUSE = Duration.ofSeconds(1);

    private final Entrance entrance;
    private final Interruption interruption;

    Perseverance(Surroundings here) {
        this(here.door()::enter, here.interruption());
    }

    Perseverance(Entrance entrance, Interruption interruption) {
        this.entrance = entrance;
        this.interruption = interruption;
    }

    /** For a question, which may be asked any number of times. */
    <T> T ask(Errand<T> errand) throws ClientException {
        return ask(errand, () -> true);
    }

    /** @param repeatable whether nothing has come of it yet */
    <T> T ask(Errand<T> errand, BooleanSupplier repeatable) throws ClientException {
        Optional<Deadline> deadline = Optional.empty();
        int deaths = 0;
        int tries = 0;
        Duration pause = FIRST_PAUSE;
        while (true) {
            tries++;
            try (Rpc daemon = entrance.enter()) {
                return errand.run(daemon);
            } catch (DaemonLeftException e) {
                if (!repeatable.getAsBoolean()) {
                    throw e;
                }
                deaths += e.wasAnnounced() ? 0 : 1;
                deadline = deadline.isPresent() ? deadline : Optional.of(Deadline.in(TO_RECOVER));
                if (deaths == MOST_DEATHS || deadline.get().passed()) {
                    throw new ClientException(ExitCode.DAEMON_GONE, e.getMessage() + "; tried " + tries + " times", e);
                }
            }
            interruption.pause(pause);
            pause = pause.multipliedBy(2).compareTo(LONGEST_PAUSE) < 0 ? pause.multipliedBy(2) : LONGEST_PAUSE;
        }
    }
}
