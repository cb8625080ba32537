package org.bourdon.core.cache;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.BiConsumer;

import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;

/** Where a sentence is taken from: the cache, the performance of somebody else that has begun, or one of its own. */
final class Performances {

    /** What becomes of a performance that concerns one listener alone. */
    static final Performance.Ending UNNOTED = new Performance.Ending() {

        @Override
        public void whole(Recording recording) {
            // Nobody asks for it later.
        }

        @Override
        public void over(Performance performance) {
            // Nobody joins in.
        }
    };

    /** The same sound of the same open models: two generations of a version, or two engines of a name, are closed apart from each other. */
    record Stage(SentenceKey key, VoiceVersion voice, LaneGroup lanes) {
    }

    private final SoundMemory memory;
    private final BiConsumer<Stage, Recording> whenKept;
    private final Map<Stage, Performance> running = new ConcurrentHashMap<>();
    final LongAdder hits = new LongAdder();
    final LongAdder misses = new LongAdder();
    final LongAdder shared = new LongAdder();

    /** @param whenKept told of every whole sentence, on its lane; must not wait */
    Performances(SoundMemory memory, BiConsumer<Stage, Recording> whenKept) {
        this.memory = memory;
        this.whenKept = whenKept;
    }

    Take alone(Sentence sentence, VoiceVersion voice, Delivery delivery) {
        return new LiveTake(new Performance(voice, sentence, delivery, memory, Optional.empty(), UNNOTED), memory);
    }

    Take take(Sentence sentence, SentenceKey key, VoiceVersion voice, LaneGroup lanes, Delivery delivery) {
        Stage stage = new Stage(key, voice, lanes);
        Optional<Performance> joined = Optional.ofNullable(running.get(stage)).filter(Performance::join);
        if (joined.isPresent()) {
            return shared(joined.get());
        }
        Optional<Recording> kept = memory.find(key);
        if (kept.isPresent()) {
            hits.increment();
            return new KeptTake(sentence, memory, kept.get());
        }
        Performance fresh = new Performance(voice, sentence, delivery, memory, memory.begin(), new Noted(stage));
        Performance performance = running.compute(stage, (same, other) -> other != null && other.join() ? other : fresh);
        if (performance != fresh) {
            fresh.leave(false);
            return shared(performance);
        }
        misses.increment();
        return new LiveTake(fresh, memory);
    }

    private Take shared(Performance performance) {
        shared.increment();
        return new LiveTake(performance, memory);
    }

    private final class Noted implements Performance.Ending {

        private final Stage stage;

        Noted(Stage stage) {
            this.stage = stage;
        }

        @Override
        public void whole(Recording recording) {
            memory.keep(stage.key(), recording);
            whenKept.accept(stage, recording);
        }

        @Override
        public void over(Performance performance) {
            running.remove(stage, performance);
        }
    }
}
