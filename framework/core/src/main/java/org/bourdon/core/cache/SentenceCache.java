package org.bourdon.core.cache;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.concurrent.locks.ReentrantLock;

import org.bourdon.core.daemon.RuntimeFolders;
import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.engine.Engine;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps sentences' sound, so that one that was spoken is spoken again at once, and lets requests that ask for the same sentence at the same time
 * share its computing. What is heard is what would be heard without it, to the bit: sound is kept as it was computed.
 */
@Component(service = SentenceCache.class, configurationPid = "org.bourdon.cache")
@Designate(ocd = SentenceCache.Settings.class)
public final class SentenceCache {

    @ObjectClassDefinition(name = "Sentence cache", description = "Sentences that have been spoken, kept to be spoken again")
    public @interface Settings {

        @AttributeDefinition(name = "Memory", description = "Megabytes of sound kept and shared in memory; 0 keeps and shares nothing", min = "0", max = "512")
        int memory_megabytes() default 16;

        @AttributeDefinition(name = "Disk", description = "Megabytes of sound kept in files as well; 0 keeps none", min = "0", max = "1048576")
        int disk_megabytes() default 0;
    }

    private static final Logger log = LoggerFactory.getLogger(SentenceCache.class);
    private static final Duration LONGEST_READ = Duration.ofSeconds(1);
    private static final int MOST_WRITES_WAITING = 32;

    private final long memoryBytes;
    private final SoundMemory memory;
    private final Optional<SoundFiles> files;
    private final Performances performances;
    private final VoiceDigests digests = new VoiceDigests();
    private final ReentrantLock reading = new ReentrantLock();
    private final LongAdder readFromDisk = new LongAdder();
    /** What comes while the disk is slow is kept in memory alone. */
    private final ThreadPoolExecutor writer = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST_WRITES_WAITING),
            Thread.ofVirtual().name("sentence-writer").factory());

    @Activate
    public SentenceCache(Settings settings, BundleContext bundles) {
        this(megabytes(settings.memory_megabytes()), megabytes(settings.disk_megabytes()),
                RuntimeFolders.of(bundles).home().resolve("cache").resolve("sentences"));
    }

    /**
     * @param memoryBytes of sound at most in memory; 0 keeps and shares nothing
     * @param diskBytes   of files at most; 0 writes and reads none
     * @param folder      of the files; made when it is needed
     */
    public SentenceCache(long memoryBytes, long diskBytes, Path folder) {
        this.memoryBytes = memoryBytes;
        this.memory = new SoundMemory(memoryBytes);
        this.files = diskBytes > 0 && memoryBytes > 0 ? Optional.of(new SoundFiles(folder, diskBytes)) : Optional.empty();
        this.performances = new Performances(memory, this::writeSoon);
        files.ifPresent(present -> writer.execute(() -> open(present)));
    }

    private static long megabytes(int number) {
        return number * (1L << 20);
    }

    private static void open(SoundFiles files) {
        try {
            files.open();
        } catch (IOException e) {
            log.warn("the folder of kept sentences cannot be used: {}", e.toString());
        }
    }

    /** For a request of a client. One that asks for noise asks for chance, and gets it each time. */
    public Recital recital(VoiceVersion voice, LaneGroup lanes, Delivery delivery) {
        boolean chance = delivery.noiseScale().orElse(0) > 0 || delivery.noiseWidth().orElse(0) > 0;
        return new Recital(this, voice, lanes, delivery, memoryBytes > 0 && !chance);
    }

    /** For a request that is to go through the engine, whatever has been spoken before. */
    public Recital rehearsal(VoiceVersion voice, LaneGroup lanes, Delivery delivery) {
        return new Recital(this, voice, lanes, delivery, false);
    }

    Performances performances() {
        return performances;
    }

    Optional<SentenceKey> key(VoiceVersion voice, Engine engine, Sentence sentence, Delivery delivery) {
        return digests.of(voice, engine).map(digest -> SentenceKey.of(digest, engine.name(), sentence, delivery));
    }

    /** Brings a sentence from disk into memory, if it is there and not here. */
    void fetch(SentenceKey key, int sampleRateHz) {
        if (files.isEmpty() || memory.has(key)) {
            return;
        }
        try {
            // One at a time, so that the heap holds no more than one of them.
            if (reading.tryLock(LONGEST_READ.toNanos(), TimeUnit.NANOSECONDS)) {
                try {
                    read(files.get(), key, sampleRateHz);
                } finally {
                    reading.unlock();
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read(SoundFiles from, SentenceKey key, int sampleRateHz) {
        Optional<SoundFiles.Sound> sound = from.read(key, sampleRateHz);
        Optional<Recording> recording = sound.isPresent() ? memory.begin() : Optional.empty();
        if (recording.isPresent()) {
            boolean whole = sound.get().steps().stream().allMatch(step -> memory.append(recording.get(), step, false));
            if (whole) {
                memory.keep(key, recording.get());
                readFromDisk.increment();
            }
            memory.release(recording.get());
        }
    }

    private void writeSoon(Performances.Stage stage, Recording recording) {
        if (files.isEmpty()) {
            return;
        }
        memory.hold(recording);
        try {
            writer.execute(() -> write(files.get(), stage, recording));
        } catch (RejectedExecutionException e) {
            memory.release(recording);
            log.debug("the disk is slow, or the daemon leaves: a sentence is not written");
        }
    }

    private void write(SoundFiles to, Performances.Stage stage, Recording recording) {
        try {
            List<float[]> steps = new ArrayList<>();
            for (int step = 0; step < memory.steps(recording); step++) {
                steps.add(memory.read(recording, step));
            }
            to.write(stage.key(), stage.voice().voice().sampleRateHz(), new SoundFiles.Sound(steps));
        } catch (IOException e) {
            log.warn("a sentence cannot be kept on disk: {}", e.toString());
        } finally {
            memory.release(recording);
        }
    }

    public DaemonStatus.Cache figures() {
        SoundMemory.Figures inMemory = memory.figures();
        return new DaemonStatus.Cache(performances.hits.sum(), performances.misses.sum(), performances.shared.sum(), inMemory.evicted(),
                inMemory.sentences(), inMemory.bytes(), memoryBytes, readFromDisk.sum(), files.map(SoundFiles::count).orElse(0),
                files.map(SoundFiles::bytes).orElse(0L));
    }

    @Deactivate
    public void close() {
        writer.shutdownNow();
        digests.close();
    }
}
