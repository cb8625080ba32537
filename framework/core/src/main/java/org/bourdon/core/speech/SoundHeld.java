package org.bourdon.core.speech;

import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * The sound of all requests that lies in the heap until clients take it. When it becomes too much, the request goes whose client has been slow
 * for the longest, so that nobody who does not listen can take the daemon from those who do.
 */
final class SoundHeld {

    /** What one request holds. */
    final class Account {

        private final Runnable shed;
        private final AtomicLong own = new AtomicLong();
        private volatile long takenNanos = System.nanoTime();

        private Account(Runnable shed) {
            this.shed = shed;
        }

        void add(int more) {
            own.addAndGet(more);
            samples.addAndGet(more);
        }

        void free(int less) {
            own.addAndGet(-less);
            samples.addAndGet(-less);
        }

        /** The client takes something. */
        void taken() {
            takenNanos = System.nanoTime();
        }

        /** Nothing is held any more. */
        void close() {
            accounts.remove(this);
        }
    }

    private final long most;
    private final AtomicLong samples = new AtomicLong();
    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();

    /** @param most samples that are held before somebody has to go; a step of each lane comes on top */
    SoundHeld(long most) {
        this.most = most;
    }

    /** @param shed called on any thread, under no lock: everything is to be freed and the request to fail */
    Account open(Runnable shed) {
        Account account = new Account(shed);
        accounts.add(account);
        return account;
    }

    /** To be called under no lock. */
    void makeRoom() {
        while (samples.get() > most) {
            long now = System.nanoTime();
            // Who has nothing to take waits for us and not we for him.
            Optional<Account> slowest = accounts.stream().filter(account -> account.own.get() > 0).max(Comparator.comparingLong(account -> now - account.takenNanos));
            if (slowest.isEmpty()) {
                return;
            }
            slowest.get().close();
            slowest.get().shed.run();
        }
    }

    long samples() {
        return samples.get();
    }
}
