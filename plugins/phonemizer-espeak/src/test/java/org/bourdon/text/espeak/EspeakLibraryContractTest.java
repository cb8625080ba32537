package org.bourdon.text.espeak;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

import org.bourdon.error.BourdonException;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.text.contract.TextFrontEndContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EspeakLibraryContractTest extends TextFrontEndContract {

    private static EspeakFrontEnd espeak;

    @BeforeAll
    static void open() {
        Machine.assumeEspeak();
        espeak = new EspeakFrontEnd(new Remembering(new EspeakLibrary("", Machine.PATIENCE), new ConcurrentHashMap<>()));
    }

    @AfterAll
    static void close() {
        if (espeak != null) {
            espeak.close();
        }
    }

    @Override
    protected TextFrontEnd frontEnd() {
        try {
            return espeak.in(Locale.GERMANY);
        } catch (BourdonException e) {
            throw new AssertionError(e);
        }
    }

    @Override
    protected String text() {
        return "Der Wind wehte die Blätter über die Straße. Am 3. Oktober kam Dr. Müller, z. B. mit dem Zug; wann genau? Um 12:30 Uhr! "
                + "Er sagte: „Das kostet 3,50 Euro.“ Die Kinder (es waren fünf) lachten – und liefen weg.\n\nNeues Kapitel\n\n"
                + "Nichts war mehr, wie es war. Warum? Das wusste niemand… und niemand fragte. Ende.";
    }

    /** The contract says much twice, some of it ten thousand times; the first answer is real and does for the rest. */
    private record Remembering(Espeak espeak, Map<String, List<String>> known) implements Espeak {

        @Override
        public EspeakVoices voices() throws BourdonException {
            return espeak.voices();
        }

        @Override
        public List<List<String>> translate(String voice, List<String> texts) throws BourdonException {
            List<List<String>> all = new ArrayList<>();
            for (String text : texts) {
                List<String> answer = known.get(text);
                if (answer == null) {
                    answer = espeak.translate(voice, List.of(text)).getFirst();
                    known.put(text, answer);
                }
                all.add(answer);
            }
            return all;
        }

        @Override
        public void close() {
            espeak.close();
        }
    }
}
