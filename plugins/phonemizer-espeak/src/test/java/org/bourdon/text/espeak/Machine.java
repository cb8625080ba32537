package org.bourdon.text.espeak;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.time.Duration;

/** Whether this machine has what the tests need. */
final class Machine {

    static final Duration PATIENCE = Duration.ofSeconds(20);

    private Machine() {
    }

    static void assumeEspeak() {
        boolean there = Installed.program("espeak-ng").isPresent();
        if ("true".equals(System.getenv("CI"))) {
            assertThat(there).as("espeak-ng is on the PATH").isTrue();
        }
        assumeTrue(there, "there is no espeak-ng on this machine");
    }
}
