package org.bourdon.client.catalogue;

import java.net.URI;
import java.net.URISyntaxException;
import java.text.Normalizer;
import java.util.Optional;
import java.util.regex.Pattern;

/** What strangers may call their files and voices: nothing that leads out of a folder, hides, or speaks to the terminal. */
final class SafeName {

    private static final Pattern NAME = Pattern.compile("[\\p{L}\\p{N}][\\p{L}\\p{M}\\p{N}._+-]*");
    private static final int LONGEST = 100;
    private static final int LONGEST_PATH = 500;

    private SafeName() {
    }

    /** A voice's or a file's name. */
    static boolean isName(String name) {
        return name.length() <= LONGEST && NAME.matcher(name).matches() && !name.endsWith(".") && Normalizer.isNormalized(name, Normalizer.Form.NFC);
    }

    /** A path below some folder, its parts names and slashes between them. */
    static boolean isPath(String path) {
        if (path.length() > LONGEST_PATH) {
            return false;
        }
        for (String part : path.split("/", -1)) {
            if (!NAME.matcher(part).matches()) {
                return false;
            }
        }
        return true;
    }

    /** What lies below the folder that an address is in. */
    static URI below(URI base, String path) {
        try {
            return URI.create(base.resolve(new URI(null, null, path, null).getRawPath()).toASCIIString());
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(path, e);
        }
    }

    /** The last part of an address, if it can be the name of a file. */
    static Optional<String> lastOf(URI address) {
        String path = address.getPath() == null ? "" : address.getPath();
        String name = Normalizer.normalize(path.substring(path.lastIndexOf('/') + 1), Normalizer.Form.NFC);
        return Optional.of(name).filter(SafeName::isName);
    }

    /** Text of strangers, without what a terminal would obey. */
    static String plain(String text) {
        return text.replaceAll("[\\p{Cntrl}\\p{Cf}&&[^\\n\\t]]", "");
    }
}
