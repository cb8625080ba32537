package org.bourdon.text.espeak;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Where programs and libraries lie on the user's machine. */
final class Installed {

    private static final List<String> USUAL = List.of("/usr/bin", "/usr/local/bin", "/opt/homebrew/bin", "/opt/local/bin");

    private Installed() {
    }

    /** @param name of a program, looked up on the path and in the usual folders; or an absolute path */
    static Optional<Path> program(String name) {
        if (Path.of(name).isAbsolute()) {
            return Optional.of(Path.of(name)).filter(Files::isExecutable);
        }
        List<String> folders = new ArrayList<>(List.of(Optional.ofNullable(System.getenv("PATH")).orElse("").split(":")));
        folders.addAll(USUAL);
        return folders.stream().filter(folder -> !folder.isBlank()).map(folder -> Path.of(folder, name))
                .filter(file -> Files.isRegularFile(file) && Files.isExecutable(file)).findFirst();
    }

    static BourdonException missing(String what) {
        return new BourdonException(ErrorCode.UNSUPPORTED, "this language needs espeak-ng, and " + what
                + " on this machine; install it (Debian, Ubuntu: apt install espeak-ng; Fedora: dnf install espeak-ng; macOS: brew install espeak-ng)"
                + " and try again");
    }
}
