package org.bourdon.core.speech;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;

import org.bourdon.core.cache.SentenceCache;
import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.lane.LaneLimits;
import org.bourdon.core.model.ModelKeeper;
import org.bourdon.core.model.ModelTimes;
import org.bourdon.core.voice.VoiceCatalogue;
import org.bourdon.daemon.Folders;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechStream;

/** The core put together by hand, with an engine and a voice format that a test can watch and hold still. */
final class Studio implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofSeconds(20);
    static final Duration STOP_GRACE = Duration.ofMillis(200);
    static final Duration LONGEST_STEP = Duration.ofSeconds(10);
    static final int MOST_LOST = 3;
    static final long NO_CACHE = 0;

    final Path home;
    final ToneEngine engine = new ToneEngine();
    final ToneVoices format = new ToneVoices();
    final EngineLanes lanes;
    final VoiceCatalogue voices;
    final ModelKeeper models;
    /** What the process would take of memory. */
    final AtomicLong resident = new AtomicLong(100_000_000);
    final SentenceCache cache;
    final SpeechDesk desk;

    Studio(Path home) {
        this(home, 1, new SpeechLimits("tone", 1_000, 8, 16, Duration.ofMillis(100), Duration.ZERO, 1_000_000));
    }

    Studio(Path home, int cpuLanes, SpeechLimits limits) {
        this(home, cpuLanes, limits, LONGEST_STEP);
    }

    Studio(Path home, int cpuLanes, SpeechLimits limits, Duration longestStep) {
        this(home, cpuLanes, limits, longestStep, NO_CACHE);
    }

    Studio(Path home, int cpuLanes, SpeechLimits limits, Duration longestStep, long memoryBytes) {
        this(home, cpuLanes, limits, longestStep, memoryBytes, 0);
    }

    Studio(Path home, int cpuLanes, SpeechLimits limits, Duration longestStep, long memoryBytes, long diskBytes) {
        this.home = home;
        lanes = new EngineLanes(new LaneLimits(cpuLanes, 64, Duration.ofMillis(50), Duration.ofMillis(100), STOP_GRACE, longestStep, MOST_LOST));
        voices = new VoiceCatalogue(new Folders(home, home.resolve("distribution")));
        models = new ModelKeeper(lanes, voices, new ModelTimes(Duration.ofMillis(20), Duration.ofMillis(60), Duration.ofMillis(200)), resident::get);
        cache = new SentenceCache(memoryBytes, diskBytes, home.resolve("sentences"));
        desk = new SpeechDesk(limits, lanes, models, cache);
        addVoice("tone", "");
        voices.addFormat(format);
        desk.addFrontEnd(new DotSentences(), 0);
        lanes.addEngine(engine);
    }

    void addVoice(String name, String content) {
        addVoice(name, content, "a model");
    }

    /** @param model what {@link ToneVoices} make of it */
    void addVoice(String name, String content, String model) {
        try {
            Path folder = Files.createDirectories(home.resolve("voices").resolve(name));
            Files.writeString(folder.resolve(name + ".tone"), model);
            Files.writeString(folder.resolve(name + ".json"), content);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Takes everything up to the end. */
    static List<SpeechEvent> everythingOf(SpeechStream stream) throws InterruptedException {
        List<SpeechEvent> events = new java.util.ArrayList<>();
        while (true) {
            SpeechEvent event = nextOf(stream);
            events.add(event);
            if (event instanceof SpeechEvent.Ended) {
                return events;
            }
        }
    }

    static SpeechEvent nextOf(SpeechStream stream) throws InterruptedException {
        Optional<SpeechEvent> event = stream.next(PATIENCE);
        return event.orElseThrow(() -> new AssertionError("no event came within " + PATIENCE));
    }

    static org.bourdon.speech.Outcome outcomeOf(SpeechStream stream) throws InterruptedException {
        return ((SpeechEvent.Ended) everythingOf(stream).getLast()).outcome();
    }

    @Override
    public void close() {
        engine.letGo();
        desk.close();
        models.close();
        lanes.close();
        cache.close();
    }
}
