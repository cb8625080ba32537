package org.bourdon.daemon;

import java.nio.file.Path;

/**
 * Where the daemon's files lie. Nothing is ever written outside {@code home}.
 *
 * @param home         the runtime folder, {@code BOURDON_HOME}: socket, lock, log, configuration, the user's voices and lexicon
 * @param distribution what was installed; read only
 */
public record Folders(Path home, Path distribution) {

    public Folders {
        home = home.toAbsolutePath().normalize();
        distribution = distribution.toAbsolutePath().normalize();
    }

    /** The native API's socket. */
    public Path socket() {
        return home.resolve("bourdon.sock");
    }

    /** The newest part of the log. */
    public Path log() {
        return home.resolve("log").resolve("bourdon.log");
    }

    /** The user's voices, which override shipped ones of the same name. */
    public Path userVoices() {
        return home.resolve("voices");
    }

    public Path shippedVoices() {
        return distribution.resolve("voices");
    }

    /** The user's pronunciations, one file a language. */
    public Path lexicons() {
        return home.resolve("lexicon");
    }

    /** Configuration, one JSON file a component. */
    public Path configuration() {
        return home.resolve("etc");
    }
}
