package org.bourdon.core.lane;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Predicate;

import org.bourdon.core.voice.VoiceVersion;

/**
 * Sentences that no lane of a group has begun: each goes to the lane that is free first, so that none waits for one lane's step while
 * another lane has less urgent work. Bounded. Its lock is that of the mailboxes beside it, too.
 */
final class Pile {

    final ReentrantLock lock = new ReentrantLock();
    private final AtomicLong numbers = new AtomicLong();
    private final TreeMap<Letter, VoiceVersion> letters = new TreeMap<>();
    /** Of lanes with nothing to do, the one that worked last first: its caches are warm. */
    private final Deque<Mailbox> idle = new ArrayDeque<>();
    private final int capacity;
    private volatile int size;

    Pile(int capacity) {
        this.capacity = capacity;
    }

    Letter letter(LaneTask task) {
        return new Letter(task.urgency(), numbers.getAndIncrement(), task);
    }

    /** @return whether there was room */
    boolean put(LaneTask task, VoiceVersion voice) {
        lock.lock();
        try {
            boolean room = keep(task, voice);
            if (room) {
                wakeFor(voice);
            }
            return room;
        } finally {
            lock.unlock();
        }
    }

    /**
     * The same on a lane that is about to look here again: it goes on with this itself, with warm caches, and no other is woken. Should it find
     * something more urgent, another is woken then.
     */
    boolean keep(LaneTask task, VoiceVersion voice) {
        lock.lock();
        try {
            if (letters.size() >= capacity) {
                return false;
            }
            letters.put(letter(task), voice);
            size = letters.size();
            return true;
        } finally {
            lock.unlock();
        }
    }

    private void wakeFor(VoiceVersion voice) {
        idleFor(voice).ifPresent(Mailbox::wake);
    }

    private Optional<Mailbox> idleFor(VoiceVersion voice) {
        for (Mailbox mailbox : idle) {
            if (mailbox.takes(voice)) {
                return Optional.of(mailbox);
            }
        }
        return Optional.empty();
    }

    /** A letter for the voice is about to come. */
    void expect(VoiceVersion voice) {
        lock.lock();
        try {
            idleFor(voice).ifPresent(Mailbox::expect);
        } finally {
            lock.unlock();
        }
    }

    /** Wakes a lane that is idle for what still lies here; under the lock. */
    void wakeForRest() {
        if (!letters.isEmpty() && !idle.isEmpty()) {
            wakeFor(letters.firstEntry().getValue());
        }
    }

    /** The most urgent one of the voices given; under the lock. */
    Optional<Letter> first(Predicate<VoiceVersion> voices) {
        for (Map.Entry<Letter, VoiceVersion> entry : letters.entrySet()) {
            if (voices.test(entry.getValue())) {
                return Optional.of(entry.getKey());
            }
        }
        return Optional.empty();
    }

    /** Under the lock. */
    void remove(Letter letter) {
        letters.remove(letter);
        size = letters.size();
    }

    /** @return whether it lay here, and no lane gets it any more */
    boolean withdraw(LaneTask task) {
        lock.lock();
        try {
            boolean lay = letters.keySet().removeIf(letter -> letter.task() == task);
            size = letters.size();
            return lay;
        } finally {
            lock.unlock();
        }
    }

    /** Under the lock. */
    void nothingToDo(Mailbox mailbox) {
        idle.addFirst(mailbox);
    }

    /** Under the lock. */
    void atWork(Mailbox mailbox) {
        idle.remove(mailbox);
    }

    /** Under the lock. */
    boolean isIdle(Mailbox mailbox) {
        return idle.contains(mailbox);
    }

    /** Has every lane that is idle look again, since lanes have come or gone. */
    void lookAgain() {
        lock.lock();
        try {
            List.copyOf(idle).forEach(Mailbox::wake);
        } finally {
            lock.unlock();
        }
    }

    /** Takes everything away that waits. */
    List<LaneTask> clear() {
        lock.lock();
        try {
            List<LaneTask> left = new ArrayList<>();
            letters.keySet().forEach(letter -> left.add(letter.task()));
            letters.clear();
            size = 0;
            return left;
        } finally {
            lock.unlock();
        }
    }

    int size() {
        return size;
    }
}
