package org.bourdon.core.session;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.stream.Stream;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.audio.session.AudioSink;
import org.bourdon.audio.session.AudioSinkFactory;
import org.bourdon.core.daemon.RuntimeFolders;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Writes each session into a WAV file of its own, and keeps as many of them as the settings say. */
@Component(service = AudioSinkFactory.class, property = "sink=file", configurationPid = "org.bourdon.filesink")
@Designate(ocd = FileSinks.Settings.class)
public final class FileSinks implements AudioSinkFactory {

    @ObjectClassDefinition(name = "File sink", description = "Where audio sessions are written that play into files")
    public @interface Settings {

        @AttributeDefinition(name = "Folder", description = "Absolute, or below the runtime folder")
        String folder() default "recordings";

        @AttributeDefinition(name = "Most files", description = "Kept; the oldest are removed", min = "1", max = "100000")
        int max_files() default 100;

        @AttributeDefinition(name = "Longest file", description = "Megabytes; a session that is longer fails", min = "1", max = "4000")
        int max_file_megabytes() default 512;
    }

    private static final Logger log = LoggerFactory.getLogger(FileSinks.class);
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuuMMdd-HHmmss-SSS").withZone(ZoneOffset.UTC);
    private static final String ENDING = ".session.wav";

    private final Path folder;
    private final int mostFiles;
    private final long mostBytes;
    private final Clock clock;

    @Activate
    public FileSinks(BundleContext bundles, Settings settings) {
        this(RuntimeFolders.of(bundles).home().resolve(settings.folder()), settings.max_files(), settings.max_file_megabytes() * 1_000_000L,
                Clock.systemUTC());
    }

    FileSinks(Path folder, int mostFiles, long mostBytes, Clock clock) {
        this.folder = folder;
        this.mostFiles = mostFiles;
        this.mostBytes = mostBytes;
        this.clock = clock;
    }

    @Override
    public String name() {
        return "file";
    }

    @Override
    public AudioSink open(String session, AudioFormat format) throws BourdonException {
        try {
            Files.createDirectories(folder);
            makeRoom();
            return new WavFileSink(folder.resolve(TIME.format(clock.instant()) + "-" + session + ENDING), format, mostBytes);
        } catch (IOException e) {
            throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "no file can be written in " + folder + ": " + e, e);
        }
    }

    /** Their names sort by age. */
    private synchronized void makeRoom() throws IOException {
        List<Path> files;
        try (Stream<Path> all = Files.list(folder)) {
            files = all.filter(file -> file.getFileName().toString().endsWith(ENDING)).sorted().toList();
        }
        for (Path oldest : files.subList(0, Math.max(0, files.size() - mostFiles + 1))) {
            Files.deleteIfExists(oldest);
            log.debug("{} made room", oldest);
        }
    }
}
