package org.bourdon.client;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Finds the text: the words of the command line, a file, or standard input. */
final class TextInput {

    static final int MOST_CHARACTERS = 1_000_000;
    /** No text within the limit takes more. */
    private static final int MOST_BYTES = 4 * MOST_CHARACTERS;

    private final InputStream in;
    private final boolean inIsTerminal;

    TextInput(InputStream in, boolean inIsTerminal) {
        this.in = in;
        this.inIsTerminal = inIsTerminal;
    }

    String read(List<String> words, Optional<String> file) throws ClientException {
        String text = find(words, file);
        if (text.length() > MOST_CHARACTERS) {
            throw tooLong();
        }
        if (text.isBlank()) {
            throw new ClientException(ExitCode.INPUT, "the text is empty");
        }
        return text;
    }

    private String find(List<String> words, Optional<String> file) throws ClientException {
        if (file.isPresent() && !words.isEmpty()) {
            throw new ClientException(ExitCode.USAGE, "either TEXT or -f FILE, not both");
        }
        if (words.equals(List.of("-")) || file.equals(Optional.of("-"))) {
            return decode(in, "standard input");
        }
        if (file.isPresent()) {
            return decodeFile(Path.of(file.get()));
        }
        if (!words.isEmpty()) {
            return spelled(words);
        }
        if (inIsTerminal) {
            throw new ClientException(ExitCode.USAGE, "nothing to say: give a TEXT, -f FILE, or pipe a text in");
        }
        return decode(in, "standard input");
    }

    /** The JVM has put this character where the bytes of the command line were not UTF-8. */
    private static String spelled(List<String> words) throws ClientException {
        String text = String.join(" ", words);
        int bad = text.indexOf('\uFFFD');
        if (bad >= 0) {
            throw new ClientException(ExitCode.INPUT, "the text is not UTF-8 (at character " + bad + ")");
        }
        return text;
    }

    private static String decodeFile(Path file) throws ClientException {
        if (Files.isDirectory(file)) {
            throw new ClientException(ExitCode.INPUT, "cannot read " + file + ": it is a folder");
        }
        try (InputStream content = Files.newInputStream(file)) {
            return decode(content, file.toString());
        } catch (IOException e) {
            throw new ClientException(ExitCode.INPUT, "cannot read " + file + ": " + ClientException.reason(e), e);
        }
    }

    private static String decode(InputStream content, String name) throws ClientException {
        ByteBuffer bytes;
        try {
            bytes = ByteBuffer.wrap(content.readNBytes(MOST_BYTES + 1));
        } catch (IOException e) {
            throw new ClientException(ExitCode.INPUT, "cannot read " + name + ": " + ClientException.reason(e), e);
        }
        if (bytes.remaining() > MOST_BYTES) {
            throw tooLong();
        }
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        CharBuffer characters = CharBuffer.allocate(bytes.remaining() + 1);
        CoderResult result = decoder.decode(bytes, characters, true);
        if (result.isError()) {
            throw new ClientException(ExitCode.INPUT, name + " is not UTF-8 (at byte " + bytes.position() + ")");
        }
        String text = characters.flip().toString();
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }

    private static ClientException tooLong() {
        return new ClientException(ExitCode.INPUT, "the text is too long: at most 1,000,000 characters can be spoken at once");
    }
}
