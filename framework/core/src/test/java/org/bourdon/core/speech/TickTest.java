package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class TickTest {

    private static final Duration LONG = Duration.ofMinutes(1);
    private static final Duration MOMENT = Duration.ofMillis(60);

    @AutoClose
    private final Tick tick = new Tick(Duration.ofMillis(1));
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition condition = lock.newCondition();
    private boolean waiting;

    @Test
    void a_wait_without_a_signal_ends_when_its_time_is_over_and_not_before() throws Exception {
        for (int i = 0; i < 3; i++) {
            long begin = System.nanoTime();
            await(MOMENT);
            assertThat(System.nanoTime() - begin).as("wait %d, after which the tick goes to sleep", i).isGreaterThanOrEqualTo(MOMENT.toNanos());
        }
    }

    @Test
    void a_signal_ends_a_wait_at_once() throws Exception {
        Thread waiter = Thread.ofVirtual().start(() -> {
            try {
                await(LONG);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        });
        boolean told = false;
        while (!told) {
            lock.lock();
            try {
                told = waiting;
                condition.signal();
            } finally {
                lock.unlock();
            }
        }
        assertThat(waiter.join(LONG)).isTrue();
    }

    private void await(Duration time) throws InterruptedException {
        lock.lock();
        try {
            waiting = true;
            tick.await(lock, condition, time.toNanos());
        } finally {
            lock.unlock();
        }
    }
}
