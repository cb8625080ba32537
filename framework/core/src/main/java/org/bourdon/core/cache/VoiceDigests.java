package org.bourdon.core.cache;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.WeakHashMap;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.engine.Engine;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.osgi.framework.Bundle;
import org.osgi.framework.FrameworkUtil;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What makes the sound of a voice, in one text: the content of its files, and the code and the settings that read them. Found out once, in
 * the background; unknown until then.
 */
final class VoiceDigests implements AutoCloseable {

    private static final Logger log = LoggerFactory.getLogger(VoiceDigests.class);
    private static final int MOST = 64;

    /** A version; anew when it is opened anew, since not all files tell of a change by {@link VoiceVersion#stamp}. */
    private record State(Voice voice, long stamp, int generation) {

        static State of(VoiceVersion version) {
            return new State(version.voice(), version.stamp(), version.generation());
        }
    }

    private final Map<State, String> files = new LinkedHashMap<>(16, 0.75f, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<State, String> eldest) {
            return size() > MOST;
        }
    };
    /** By format and engine; they may leave, and nothing of them stays. */
    private final Map<Object, String> makers = new WeakHashMap<>();
    private final ThreadPoolExecutor worker = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST),
            Thread.ofVirtual().name("voice-digests").factory(), new ThreadPoolExecutor.DiscardPolicy());

    /** At once; empty when it is not known yet. */
    Optional<String> of(VoiceVersion version, Engine engine) {
        synchronized (this) {
            String content = files.get(State.of(version));
            String format = makers.get(version.format());
            String runtime = makers.get(engine);
            if (content != null && format != null && runtime != null) {
                return Optional.of(content + format + runtime);
            }
        }
        worker.execute(() -> find(version, engine));
        return Optional.empty();
    }

    private void find(VoiceVersion version, Engine engine) {
        try {
            note(version.format(), () -> made(version.format().getClass(), version.format().name(), version.format().soundSettings()));
            note(engine, () -> made(engine.getClass(), engine.name(), ""));
            State state = State.of(version);
            synchronized (this) {
                if (files.containsKey(state)) {
                    return;
                }
            }
            String content = content(version);
            // What changed meanwhile may have been read half.
            if (version.isCurrent()) {
                synchronized (this) {
                    files.put(state, content);
                }
            }
        } catch (IOException | BourdonException | RuntimeException e) {
            log.warn("what voice {} is made of cannot be read, so its sentences are not kept: {}", version.name(), e.toString());
        }
    }

    private interface Finding {
        String find() throws IOException;
    }

    private void note(Object maker, Finding finding) throws IOException {
        synchronized (this) {
            if (makers.containsKey(maker)) {
                return;
            }
        }
        String found = finding.find();
        synchronized (this) {
            makers.put(maker, found);
        }
    }

    private static String content(VoiceVersion version) throws IOException, BourdonException {
        Voice voice = version.voice();
        Set<Path> files = new LinkedHashSet<>();
        files.add(voice.sideFile());
        voice.variants().forEach(variant -> files.addAll(variant.files()));
        files.addAll(version.format().furtherFiles(voice));
        Digest digest = new Digest();
        for (Path file : files) {
            digest.add(file.getFileName().toString()).add(file);
        }
        return digest.hex();
    }

    private static String made(Class<?> by, String name, String settings) throws IOException {
        Digest digest = new Digest().add(name).add(settings);
        Bundle bundle = FrameworkUtil.getBundle(by);
        if (bundle != null) {
            digest.add(bundle.getVersion().toString());
            Optional<Path> jar = jar(bundle);
            if (jar.isPresent()) {
                digest.add(jar.get());
            }
        }
        return digest.hex();
    }

    private static Optional<Path> jar(Bundle bundle) {
        String location = bundle.getLocation().replaceFirst("^reference:", "");
        return Optional.of(location).filter(place -> place.startsWith("file:")).map(place -> Path.of(URI.create(place))).filter(Files::isRegularFile);
    }

    @Override
    public void close() {
        worker.shutdownNow();
    }
}
