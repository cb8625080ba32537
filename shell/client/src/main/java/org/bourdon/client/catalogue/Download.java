package org.bourdon.client.catalogue;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.WritableByteChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.LongConsumer;

import org.bourdon.client.ClientException;
import org.bourdon.client.Deadline;

/** Brings one file into a folder, whole and as it should be; what was cut off goes on where it stopped, if it is still the same file. */
final class Download {

    private static final long MOST_BYTES = 16L << 30;
    private static final int MOST_FAULTS = 2;

    private final Web web;
    private final Disk disk;
    private final RemoteFile file;
    private final Path whole;
    private final PartFile part;
    private final LongConsumer progress;

    /**
     * @param folder   which is there; what is not finished stays in it when going on makes sense
     * @param progress is told how many bytes there are
     */
    Download(Web web, Disk disk, Path folder, RemoteFile file, LongConsumer progress) {
        this.web = web;
        this.disk = disk;
        this.file = file;
        this.whole = folder.resolve(file.name());
        this.part = new PartFile(folder, file);
        this.progress = progress;
    }

    /**
     * @return the file
     * @throws WebException when the server does not give it, or gives something else
     * @throws ClientException OUTPUT when it cannot be written
     */
    Path run() throws WebException, ClientException {
        try {
            if (file.digest().isPresent() && Files.isRegularFile(whole) && file.digest().get().of(whole).equals(file.digest().get().hex())) {
                progress.accept(Files.size(whole));
                return whole;
            }
            bring();
            Files.move(part.path(), whole, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            part.drop();
            return whole;
        } catch (WebException e) {
            throw e;
        } catch (IOException e) {
            throw Disk.refused(part.path(), e);
        } finally {
            part.dropUnlessUseful();
        }
    }

    /** Bytes that need not be fetched any more. */
    long present() throws IOException {
        return Files.isRegularFile(whole) ? Files.size(whole) : part.resumable().map(PartFile.Resumption::bytes).orElse(0L);
    }

    private void bring() throws IOException, ClientException {
        var deadline = Deadline.in(web.patience().inAll());
        int vain = 0;
        int faults = 0;
        while (true) {
            long before = part.length();
            boolean goesOn = part.resumable().isPresent();
            try {
                once();
                check();
                return;
            } catch (WebException e) {
                // A part of another version, or one that the server does not go on with, is as good as none.
                boolean fault = goesOn && !e.isPassing() && (e.isAnswer(416) || part.length() == 0) && ++faults < MOST_FAULTS;
                vain = part.length() > before ? 1 : vain + 1;
                if (fault) {
                    part.drop();
                } else if (!e.isPassing() || vain >= web.patience().vainTries() || deadline.passed()) {
                    throw e;
                }
                web.interruption().pause(Web.pause(web.patience(), e, vain));
            }
        }
    }

    private void once() throws IOException, ClientException {
        Optional<PartFile.Resumption> resumption = part.resumable();
        if (resumption.isPresent() && file.bytes().equals(OptionalLong.of(resumption.get().bytes()))) {
            return;
        }
        Map<String, String> headers = resumption.map(from -> Map.of("Range", "bytes=" + from.bytes() + "-", "If-Range", from.validator())).orElse(Map.of());
        try (Web.Answer answer = web.get(file.address(), headers)) {
            long from = 0;
            if (answer.status() == 206) {
                from = resumption.filter(wanted -> continues(answer, wanted)).map(PartFile.Resumption::bytes).orElse(0L);
                if (from == 0) {
                    part.drop();
                    throw WebException.passing(answer.address() + " is given in parts that were not asked for", null);
                }
            } else {
                part.begin(answer.validator());
            }
            OptionalLong total = total(answer, from);
            if (file.bytes().isPresent() && total.isPresent() && total.getAsLong() != file.bytes().getAsLong()) {
                part.drop();
                throw WebException.forGood(file.address() + " has " + total.getAsLong() + " bytes, and should have " + file.bytes().getAsLong());
            }
            take(answer, from, file.bytes().isPresent() ? file.bytes() : total);
        }
    }

    private static boolean continues(Web.Answer answer, PartFile.Resumption wanted) {
        return answer.header("Content-Range").orElse("").startsWith("bytes " + wanted.bytes() + "-")
                && answer.validator().map(wanted.validator()::equals).orElse(true);
    }

    private static OptionalLong total(Web.Answer answer, long from) {
        return answer.header("Content-Length").filter(length -> length.matches("[0-9]{1,15}")).map(length -> OptionalLong.of(from + Long.parseLong(length)))
                .orElse(OptionalLong.empty());
    }

    private void take(Web.Answer answer, long from, OptionalLong wanted) throws IOException, ClientException {
        long bytes = from;
        long most = wanted.orElse(MOST_BYTES);
        try (WritableByteChannel out = disk.append(part.path())) {
            for (List<ByteBuffer> piece = answer.body().next(); !piece.isEmpty(); piece = answer.body().next()) {
                for (ByteBuffer buffer : piece) {
                    bytes += buffer.remaining();
                    if (bytes > most) {
                        part.drop();
                        throw WebException.forGood(file.address() + " has more than the " + most + " bytes that it should have");
                    }
                    while (buffer.hasRemaining()) {
                        out.write(buffer);
                    }
                }
                progress.accept(bytes);
            }
        }
        if (wanted.isPresent() && bytes < most) {
            throw WebException.passing(file.address() + " was cut off after " + Sizes.of(bytes), null);
        }
    }

    private void check() throws IOException {
        if (file.digest().isEmpty()) {
            return;
        }
        String found = file.digest().get().of(part.path());
        if (!found.equals(file.digest().get().hex())) {
            part.drop();
            throw WebException.forGood(file.address() + " is not what it should be: its " + file.digest().get().algorithm() + " is " + found + " and not "
                    + file.digest().get().hex());
        }
    }
}
