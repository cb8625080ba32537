package org.bourdon.launcher;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What the starter says, as system properties.
 *
 * @param home         {@code bourdon.home}, the runtime folder
 * @param distribution {@code bourdon.distribution}, what was installed
 * @param scope        {@code bourdon.scope}, for a daemon whose runtime folder goes with it
 * @param version      ours
 */
record Settings(Home home, Path distribution, Optional<String> scope, String version) {

    static final String HOME = "bourdon.home";
    static final String DISTRIBUTION = "bourdon.distribution";
    static final String SCOPE = "bourdon.scope";
    static final String VERSION = "bourdon.version";
    static final String LOG_LEVEL = "bourdon.log.level";

    /** @throws IllegalArgumentException naming the property that is missing */
    static Settings ofSystemProperties() {
        return new Settings(new Home(folder(HOME)), folder(DISTRIBUTION).toAbsolutePath().normalize(),
                Optional.of(System.getProperty(SCOPE, "")).filter(name -> !name.isBlank()), ownVersion());
    }

    private static Path folder(String property) {
        String value = System.getProperty(property, "");
        if (value.isBlank()) {
            throw new IllegalArgumentException("start me with -D" + property + "=FOLDER");
        }
        return Path.of(value);
    }

    private static String ownVersion() {
        return Optional.ofNullable(Settings.class.getPackage().getImplementationVersion()).orElse("unreleased");
    }
}
