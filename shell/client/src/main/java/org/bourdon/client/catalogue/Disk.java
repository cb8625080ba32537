package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
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

    /** Writes at the end of a file, which is made if it is not there; all of it is on the disk when the channel is closed. */
    default WritableByteChannel append(Path file) throws IOException {
        var channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        return new WritableByteChannel() {
            @Override
            public int write(ByteBuffer bytes) throws IOException {
                return channel.write(bytes);
            }

            @Override
            public boolean isOpen() {
                return channel.isOpen();
            }

            @Override
            public void close() throws IOException {
                try (channel) {
                    if (channel.isOpen()) {
                        channel.force(true);
                    }
                }
            }
        };
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
