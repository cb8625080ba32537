package org.bourdon.core.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;

import org.bourdon.error.BourdonException;
import org.junit.jupiter.api.Test;

class MailboxTest {

    private record Named(String name, Urgency urgency) implements LaneTask {

        @Override
        public void run(Lane lane) {
            throw new AssertionError("not here");
        }

        @Override
        public void refuse(BourdonException why) {
            throw new AssertionError("not here");
        }
    }

    private final Pile pile = new Pile(5);
    private final Mailbox mailbox = new Mailbox(5, pile, voice -> true);

    @Test
    void first_steps_come_before_later_ones_and_later_ones_in_the_order_in_which_listeners_run_dry() throws Exception {
        mailbox.put(new Named("dry at 300", Urgency.laterStep(300)));
        mailbox.put(new Named("dry at 100", Urgency.laterStep(100)));
        mailbox.put(new Named("second to arrive", Urgency.firstStep(20)));
        mailbox.put(new Named("dry at 200", Urgency.laterStep(200)));
        mailbox.put(new Named("first to arrive", Urgency.firstStep(10)));

        assertThat(everything()).containsExactly("first to arrive", "second to arrive", "dry at 100", "dry at 200", "dry at 300");
    }

    @Test
    void while_no_listener_runs_dry_soon_the_sentence_that_was_begun_first_is_ended_first() throws Exception {
        long plenty = System.nanoTime() + Duration.ofMinutes(1).toNanos();
        mailbox.put(new Named("begun last, dry first", Urgency.laterStep(plenty, 30)));
        mailbox.put(new Named("begun first, dry last", Urgency.laterStep(plenty + 200, 10)));
        mailbox.put(new Named("begun in between", Urgency.laterStep(plenty + 100, 20)));
        mailbox.put(new Named("dry in a moment", Urgency.laterStep(System.nanoTime(), 40)));

        assertThat(everything()).containsExactly("dry in a moment", "begun first, dry last", "begun in between", "begun last, dry first");
    }

    @Test
    void equals_come_in_the_order_in_which_they_were_put_in() throws Exception {
        for (int i = 0; i < 5; i++) {
            mailbox.put(new Named("task " + i, Urgency.firstStep(1)));
        }
        assertThat(everything()).containsExactly("task 0", "task 1", "task 2", "task 3", "task 4");
    }

    @Test
    void a_full_mailbox_refuses_at_once_and_a_closed_one_for_good() {
        for (int i = 0; i < 5; i++) {
            assertThat(mailbox.put(new Named("task", Urgency.firstStep(i)))).isEqualTo(Mailbox.Answer.TAKEN);
        }
        assertThat(mailbox.put(new Named("too many", Urgency.firstStep(9)))).isEqualTo(Mailbox.Answer.FULL);

        assertThat(mailbox.close()).hasSize(5);
        assertThat(mailbox.put(new Named("too late", Urgency.firstStep(9)))).isEqualTo(Mailbox.Answer.CLOSED);
    }

    @Test
    void who_was_told_of_a_letter_that_never_comes_goes_back_to_sleep() throws Exception {
        Thread waiting = Thread.ofPlatform().start(() -> {
            try {
                mailbox.take(Duration.ofMinutes(1));
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
        await(() -> isIdle() && waiting.getState() == Thread.State.TIMED_WAITING);

        expect();
        await(() -> isIdle() && waiting.getState() == Thread.State.TIMED_WAITING);

        mailbox.put(new Named("late", Urgency.firstStep(1)));
        assertThat(waiting.join(Duration.ofSeconds(10))).isTrue();
        assertThat(mailbox.size()).isZero();
    }

    @Test
    void who_was_told_of_a_letter_takes_it_when_it_comes() throws Exception {
        for (int i = 0; i < 200; i++) {
            CompletableFuture<Optional<LaneTask>> taken = new CompletableFuture<>();
            Thread waiting = Thread.ofPlatform().start(() -> {
                try {
                    taken.complete(mailbox.take(Duration.ofMinutes(1)));
                } catch (InterruptedException e) {
                    taken.completeExceptionally(e);
                }
            });
            await(this::isIdle);
            expect();
            LockSupport.parkNanos(10_000L * i);
            Named letter = new Named("letter " + i, Urgency.firstStep(i));
            mailbox.put(letter);

            assertThat(taken.get(10, TimeUnit.SECONDS)).contains(letter);
            waiting.join();
        }
    }

    private boolean isIdle() {
        pile.lock.lock();
        try {
            return pile.isIdle(mailbox);
        } finally {
            pile.lock.unlock();
        }
    }

    private void expect() {
        pile.lock.lock();
        try {
            mailbox.expect();
        } finally {
            pile.lock.unlock();
        }
    }

    private static void await(BooleanSupplier fact) {
        long deadline = System.nanoTime() + Duration.ofSeconds(10).toNanos();
        while (!fact.getAsBoolean()) {
            assertThat(System.nanoTime()).isLessThan(deadline);
            Thread.onSpinWait();
        }
    }

    private List<String> everything() throws InterruptedException {
        List<String> names = new ArrayList<>();
        for (Optional<LaneTask> task = mailbox.take(Duration.ZERO); task.isPresent(); task = mailbox.take(Duration.ZERO)) {
            names.add(((Named) task.get()).name());
        }
        return names;
    }
}
