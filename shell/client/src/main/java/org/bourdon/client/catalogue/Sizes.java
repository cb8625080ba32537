package org.bourdon.client.catalogue;

import java.util.Locale;

/** Amounts of data as a person reads them, in powers of ten as on the label of a disk. */
final class Sizes {

    private Sizes() {
    }

    static String of(long bytes) {
        if (bytes < 1_000) {
            return bytes + " B";
        }
        if (bytes < 1_000_000) {
            return String.format(Locale.ROOT, "%.0f kB", bytes / 1e3);
        }
        return bytes < 1_000_000_000 ? String.format(Locale.ROOT, "%.1f MB", bytes / 1e6) : String.format(Locale.ROOT, "%.2f GB", bytes / 1e9);
    }
}
