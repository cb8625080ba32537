package org.bourdon.core.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;

import org.bourdon.daemon.Lifetime;

/** Looks whether what the daemon lives for is still there, and says so once when it is not. */
final class LifeWatch implements AutoCloseable {

    /** How long one that lives for leases waits for the first. */
    static final Duration FIRST_LEASE = Duration.ofSeconds(60);
    private static final Duration LOOK = Duration.ofMillis(250);

    private final Lifetime lifetime;
    private final Leases leases;
    private final Supplier<Duration> idleFor;
    private final Consumer<String> leave;
    private final Optional<Owner> owner;
    private final ScheduledExecutorService looks =
            Executors.newSingleThreadScheduledExecutor(Thread.ofVirtual().name("life-watch").factory());

    /**
     * @param idleFor for how long no request has been under way
     * @param leave   told the reason, when it is time
     */
    LifeWatch(Lifetime lifetime, Leases leases, Supplier<Duration> idleFor, Consumer<String> leave) {
        this.lifetime = lifetime;
        this.leases = leases;
        this.idleFor = idleFor;
        this.leave = leave;
        this.owner = lifetime.ownerPid().isPresent() ? Optional.of(new Owner(lifetime.ownerPid().getAsLong())) : Optional.empty();
        if (owner.isPresent() || lifetime.whileLeased() || lifetime.idleTimeout().isPresent()) {
            looks.scheduleWithFixedDelay(this::look, LOOK.toMillis(), LOOK.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private void look() {
        Optional<String> reason = reason();
        if (reason.isPresent()) {
            looks.shutdown();
            leave.accept(reason.get());
        }
    }

    private Optional<String> reason() {
        if (owner.isPresent() && owner.get().isGone()) {
            return Optional.of("its owner, process " + owner.get().pid() + ", is gone");
        }
        Duration free = leases.noneFor();
        if (lifetime.whileLeased() && leases.count() == 0 && (leases.everTaken() || free.compareTo(FIRST_LEASE) > 0)) {
            return Optional.of(leases.everTaken() ? "the last lease is back" : "nobody has taken a lease");
        }
        Duration idle = idleFor.get();
        Duration unused = idle.compareTo(free) < 0 ? idle : free;
        if (lifetime.idleTimeout().isPresent() && unused.compareTo(lifetime.idleTimeout().get()) >= 0) {
            return Optional.of("idle for " + unused.toSeconds() + " s");
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        looks.shutdown();
    }
}
