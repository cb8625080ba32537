package org.bourdon.client;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Optional;

/** Why a daemon did not come up, from what it left in its logs. */
final class StartFailure {

    private static final int LAST_BYTES = 1 << 16;

    private StartFailure() {
    }

    /** @param logBefore size of the log before this start: what stands before is of earlier ones */
    static Optional<String> reason(Home home, long logBefore) {
        return lastMeaningfulLine(home.startLog(), 0).or(() -> lastMeaningfulLine(home.log(), logBefore));
    }

    private static Optional<String> lastMeaningfulLine(Path file, long from) {
        try (FileChannel channel = FileChannel.open(file)) {
            long start = Math.max(from <= channel.size() ? from : 0, channel.size() - LAST_BYTES);
            var bytes = ByteBuffer.allocate(LAST_BYTES);
            channel.read(bytes, start);
            String[] lines = StandardCharsets.UTF_8.decode(bytes.flip()).toString().split("\n");
            for (int i = lines.length - 1; i >= 0; i--) {
                if (isMeaningful(lines[i])) {
                    return Optional.of(lines[i].strip());
                }
            }
            return Optional.empty();
        } catch (IOException _) {
            return Optional.empty();
        }
    }

    private static boolean isMeaningful(String line) {
        String text = line.strip();
        return !text.isEmpty() && !text.startsWith("at ") && !text.startsWith("... ");
    }
}
