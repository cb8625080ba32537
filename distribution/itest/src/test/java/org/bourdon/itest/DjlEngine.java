package org.bourdon.itest;

import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.stream.Stream;

/**
 * The engine djl as the build made it, and how it comes into a home.
 *
 * @param jar in the home
 */
record DjlEngine(Path jar) {

    /** Fills a hidden folder and moves it into its place at once. */
    static DjlEngine into(Home home) throws IOException {
        Path engines = Distribution.checkout().resolve("engines");
        Path fresh = home.folder().resolve("engines/.djl");
        Path natives = Files.createDirectories(fresh.resolve("library/natives"));
        Path built = only(engines.resolve("djl/target"), "bourdon-djl-");
        Path library = only(engines.resolve("djl-library/target"), "bourdon-djl-library-");
        Files.copy(built, fresh.resolve(built.getFileName()));
        Files.copy(library, fresh.resolve("library").resolve(library.getFileName()));
        for (Path file : all(engines.resolve("djl-library/target/natives"))) {
            link(file, natives.resolve(file.getFileName()));
        }
        Path folder = Files.move(fresh, fresh.resolveSibling("djl"));
        return new DjlEngine(folder.resolve(built.getFileName()));
    }

    /** Another version of the engine's jar, as far as anybody can see from outside. */
    void replace() throws IOException {
        Path copy = Files.copy(jar, jar.resolveSibling("." + jar.getFileName() + ".new"));
        Files.setLastModifiedTime(copy, FileTime.fromMillis(Files.getLastModifiedTime(jar).toMillis() + 1_000));
        Files.move(copy, jar, java.nio.file.StandardCopyOption.REPLACE_EXISTING);
    }

    /** @return where it lies meanwhile */
    Path takeAway() throws IOException {
        return Files.move(jar, jar.resolveSibling("." + jar.getFileName() + ".away"));
    }

    void putBack(Path aside) throws IOException {
        Files.move(aside, jar);
    }

    private static void link(Path file, Path link) throws IOException {
        try {
            Files.createLink(link, file);
        } catch (FileSystemException | UnsupportedOperationException e) {
            Files.copy(file, link);
        }
    }

    private static Path only(Path folder, String prefix) throws IOException {
        return all(folder).stream().filter(file -> file.getFileName().toString().matches(prefix + "[0-9].*\\.jar")).findFirst()
                .orElseThrow(() -> new IllegalStateException("no " + prefix + "….jar in " + folder + "; build it first"));
    }

    private static List<Path> all(Path folder) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.sorted().toList();
        }
    }
}
