package org.bourdon.engine.djl.library;

import java.lang.foreign.Arena;
import java.lang.foreign.SymbolLookup;
import java.lang.foreign.ValueLayout;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Keeps PyTorch from writing warnings to standard error: on a processor that NNPACK does not know it writes one for every
 * convolution of every run, and the daemon's standard error is a file that nobody empties.
 */
final class Warnings {

    private static final String LEVEL = "FLAGS_caffe2_log_level";
    private static final int ERROR = 2;

    private Warnings() {
    }

    /** Sets the level in the library's own variable: the environment, which it reads too, can only be set from outside. */
    @SuppressWarnings("restricted")
    static void silence(Path folder) {
        Path core = folder.resolve(System.mapLibraryName("c10"));
        if (!Files.isRegularFile(core)) {
            return;
        }
        // In the global scope, as it stays loaded anyway.
        SymbolLookup.libraryLookup(core, Arena.global()).find(LEVEL)
                .ifPresent(level -> level.reinterpret(ValueLayout.JAVA_INT.byteSize()).set(ValueLayout.JAVA_INT, 0, ERROR));
    }
}
