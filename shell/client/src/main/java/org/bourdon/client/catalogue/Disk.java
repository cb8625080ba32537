package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** Where downloads go; a test hands in one that is full. */
interface Disk {

    Disk REAL = new Disk() {
    };

    /** Writes at the end of a file, which is made if it is not there. */
    default WritableByteChannel append(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** How many bytes this user may still write in a folder that exists. */
    default long usableBytes(Path folder) throws IOException {
        return Files.getFileStore(folder).getUsableSpace();
    }

    /** What ends the command when something cannot be written. */
    static ClientException refused(Path place, IOException failure) {
        return new ClientException(ExitCode.OUTPUT, "cannot write " + place + ": " + ClientException.reason(failure), failure);
    }
}
