package org.bourdon.client.service;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** Where a service manager looks for files. Each is there whole or not at all. */
record ServiceFolder(Path path) {

    /** @return whether that changed anything */
    boolean write(String name, String content) throws ClientException {
        if (says(name, content)) {
            return false;
        }
        Path file = path.resolve(name);
        try {
            Files.createDirectories(path);
            // Not a name that a service manager would read.
            Path fresh = Files.createTempFile(path, "." + name, ".new");
            try {
                Files.writeString(fresh, content);
                Files.move(fresh, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(fresh);
            }
            return true;
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + file + ": " + ClientException.reason(e), e);
        }
    }

    /** @return whether it was there */
    boolean remove(String name) throws ClientException {
        try {
            return Files.deleteIfExists(path.resolve(name));
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot remove " + path.resolve(name) + ": " + ClientException.reason(e), e);
        }
    }

    boolean has(String name) {
        return Files.isRegularFile(path.resolve(name));
    }

    boolean says(String name, String content) throws ClientException {
        try {
            return has(name) && Files.readString(path.resolve(name)).equals(content);
        } catch (IOException e) {
            throw new ClientException(ExitCode.OUTPUT, "cannot read " + path.resolve(name) + ": " + ClientException.reason(e), e);
        }
    }
}
