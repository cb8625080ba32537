import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

import org.bourdon.text.english.pronounce.Arpabet;
import org.bourdon.text.english.pronounce.Dictionary;

/** Compiles {@code word TAB phones} lines into what {@link Dictionary} reads. Runs in the build and is in no bundle. */
public final class CompileDictionary {

    private CompileDictionary() {
    }

    /** @param arguments the file to write, then the text files; a later one's words override those of an earlier */
    public static void main(String[] arguments) throws IOException {
        Path target = Path.of(arguments[0]);
        Map<String, byte[]> words = new TreeMap<>();
        for (int i = 1; i < arguments.length; i++) {
            read(Path.of(arguments[i]), words);
        }
        Files.createDirectories(target.getParent());
        Files.write(target, compile(words));
    }

    /** Further pronunciations, {@code word(2)}, are left out: homographs are chosen by rule, with a table of their own. */
    private static void read(Path file, Map<String, byte[]> words) throws IOException {
        for (String line : Files.readAllLines(file, StandardCharsets.UTF_8)) {
            int tab = line.indexOf('\t');
            String word = line.substring(0, tab);
            if (word.endsWith(")") || !word.chars().allMatch(c -> c < 0x80)) {
                continue;
            }
            words.put(word, Arpabet.parse(line.substring(tab + 1))
                    .orElseThrow(() -> new IOException(file + ": no such phones: " + line)));
        }
    }

    private static byte[] compile(Map<String, byte[]> words) {
        List<String> sorted = List.copyOf(words.keySet());
        int blocks = (sorted.size() + Dictionary.BLOCK - 1) / Dictionary.BLOCK;
        ByteBuffer index = ByteBuffer.allocate(Integer.BYTES * (1 + blocks)).putInt(blocks);
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        String before = "";
        for (int i = 0; i < sorted.size(); i++) {
            String word = sorted.get(i);
            boolean first = i % Dictionary.BLOCK == 0;
            if (first) {
                index.putInt(index.capacity() + body.size());
            }
            int shared = first ? 0 : shared(before, word);
            byte[] further = word.substring(shared).getBytes(StandardCharsets.US_ASCII);
            byte[] phones = words.get(word);
            body.write(shared);
            body.write(further.length);
            body.writeBytes(further);
            body.write(phones.length);
            body.writeBytes(phones);
            before = word;
        }
        return ByteBuffer.allocate(index.capacity() + body.size()).put(index.flip()).put(body.toByteArray()).array();
    }

    private static int shared(String a, String b) {
        int i = 0;
        while (i < a.length() && i < b.length() && a.charAt(i) == b.charAt(i)) {
            i++;
        }
        return i;
    }
}
