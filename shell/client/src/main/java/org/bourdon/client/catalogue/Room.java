package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.bourdon.client.ClientException;
import org.bourdon.client.ExitCode;

/** Whether there is enough space, asked before it is needed. */
final class Room {

    /** A disk that is full to the last byte is a trouble to everybody. */
    private static final long MARGIN_BYTES = 16 << 20;

    private Room() {
    }

    /** @param folder which is there */
    static void check(Disk disk, Path folder, long bytes, String voice) throws ClientException {
        try {
            long usable = disk.usableBytes(folder);
            if (bytes > 0 && usable < bytes + MARGIN_BYTES) {
                throw new ClientException(ExitCode.OUTPUT, voice + " needs " + Sizes.of(bytes) + " in " + folder + ", where " + Sizes.of(usable)
                        + " are free");
            }
        } catch (IOException e) {
            throw Disk.refused(folder, e);
        }
    }

    static void make(Path folder) throws ClientException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw Disk.refused(folder, e);
        }
        if (!Files.isWritable(folder)) {
            throw new ClientException(ExitCode.OUTPUT, "cannot write " + folder + ": permission denied");
        }
    }
}
