package org.bourdon.core.daemon;

import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

import org.bourdon.daemon.Lifetime;
import org.osgi.framework.BundleContext;

/** What the starter has said about this daemon, besides where its files lie. */
record LaunchSettings(Optional<String> scope, Lifetime lifetime) {

    static LaunchSettings of(BundleContext bundles) {
        OptionalLong idleMillis = number(bundles, "bourdon.idle.timeout.ms");
        Optional<Duration> idle = idleMillis.isPresent() && idleMillis.getAsLong() > 0
                ? Optional.of(Duration.ofMillis(idleMillis.getAsLong())) : Optional.empty();
        return new LaunchSettings(text(bundles, "bourdon.scope"), new Lifetime(idle, number(bundles, "bourdon.owner.pid"),
                text(bundles, "bourdon.while.leased").map(Boolean::parseBoolean).orElse(false)));
    }

    private static Optional<String> text(BundleContext bundles, String name) {
        return Optional.ofNullable(bundles.getProperty(name)).filter(value -> !value.isBlank());
    }

    private static OptionalLong number(BundleContext bundles, String name) {
        Optional<String> value = text(bundles, name);
        if (value.isEmpty()) {
            return OptionalLong.empty();
        }
        try {
            return OptionalLong.of(Long.parseLong(value.get()));
        } catch (NumberFormatException e) {
            throw new IllegalArgumentException("-D" + name + "=" + value.get() + " is not a number", e);
        }
    }
}
