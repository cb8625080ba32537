package org.bourdon.core.daemon;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

import org.bourdon.daemon.Lease;
import org.bourdon.daemon.Lifetime;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class LifeWatchTest {

    private final Leases leases = new Leases();
    private final BlockingQueue<String> reasons = new LinkedBlockingQueue<>();
    private final AtomicReference<Duration> idleFor = new AtomicReference<>(Duration.ofHours(1));

    @Test
    void an_idle_one_leaves_after_its_time_and_a_lease_holds_it() throws Exception {
        Lease lease = leases.take("a test");
        try (LifeWatch watch = watch(new Lifetime(Optional.of(Duration.ofMillis(300)), OptionalLong.empty(), false))) {
            assertThat(reasons.poll(900, TimeUnit.MILLISECONDS)).as("reason to leave while leased").isNull();
            lease.close();
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("idle for 0 s");
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void one_with_work_is_not_idle() throws Exception {
        idleFor.set(Duration.ZERO);
        try (LifeWatch watch = watch(new Lifetime(Optional.of(Duration.ofMillis(1)), OptionalLong.empty(), false))) {
            assertThat(reasons.poll(900, TimeUnit.MILLISECONDS)).isNull();
            idleFor.set(Duration.ofHours(1));
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).startsWith("idle for");
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void one_that_lives_for_leases_waits_for_the_first_and_leaves_with_the_last() throws Exception {
        try (LifeWatch watch = watch(new Lifetime(Optional.empty(), OptionalLong.empty(), true))) {
            assertThat(reasons.poll(600, TimeUnit.MILLISECONDS)).isNull();
            Lease one = leases.take("one");
            Lease other = leases.take("other");
            one.close();
            assertThat(reasons.poll(600, TimeUnit.MILLISECONDS)).isNull();
            other.close();
            assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("the last lease is back");
            assertThat(watch).isNotNull();
        }
    }

    @Test
    void one_that_belongs_to_a_process_leaves_with_it_even_when_nobody_reaps_it() throws Exception {
        // A shell that becomes another program does not wait for what it has started.
        Process parent = new ProcessBuilder("sh", "-c", "sleep 60 & echo $!; exec sleep 60").start();
        try {
            long child = Long.parseLong(parent.inputReader().readLine());
            try (LifeWatch watch = watch(new Lifetime(Optional.empty(), OptionalLong.of(child), false))) {
                assertThat(reasons.poll(600, TimeUnit.MILLISECONDS)).isNull();
                ProcessHandle.of(child).orElseThrow().destroyForcibly();
                assertThat(reasons.poll(10, TimeUnit.SECONDS)).isEqualTo("its owner, process " + child + ", is gone");
                assertThat(watch).isNotNull();
            }
        } finally {
            parent.descendants().forEach(ProcessHandle::destroyForcibly);
            parent.destroyForcibly();
        }
    }

    private LifeWatch watch(Lifetime lifetime) {
        return new LifeWatch(lifetime, leases, idleFor::get, reasons::add);
    }
}
