package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.Base64;
import java.util.EnumSet;
import java.util.Set;

/** The bearer token: a line in a file that only its owner may read. */
final class TokenFile {

    private static final Set<PosixFilePermission> OWNER_ONLY = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final int TOKEN_BYTES = 32;
    private static final int SHORTEST = 16;

    private TokenFile() {
    }

    /**
     * Reads the token; makes one where there is no file.
     *
     * @throws IOException when it cannot be read or made, others may read it, or it is too short; the message says what to do
     */
    static String read(Path file) throws IOException {
        try {
            byte[] random = new byte[TOKEN_BYTES];
            new SecureRandom().nextBytes(random);
            String token = Base64.getUrlEncoder().withoutPadding().encodeToString(random);
            Path made = Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
            Files.writeString(made, token + "\n", StandardCharsets.US_ASCII, StandardOpenOption.WRITE);
            return token;
        } catch (FileAlreadyExistsException e) {
            return readPresent(file);
        }
    }

    private static String readPresent(Path file) throws IOException {
        if (!OWNER_ONLY.containsAll(Files.getPosixFilePermissions(file))) {
            throw new IOException("the token file " + file + " can be read by others; chmod 600 it, or remove it to get a new one");
        }
        String token = Files.readString(file, StandardCharsets.UTF_8).strip();
        if (token.length() < SHORTEST || !token.matches("[!-~]+")) {
            throw new IOException("the token file " + file + " has to hold one line of at least " + SHORTEST
                    + " printable characters; remove it to get a new one");
        }
        return token;
    }
}
