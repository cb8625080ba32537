package org.bourdon.text.espeak;

import java.util.Locale;

import org.bourdon.error.BourdonException;
import org.bourdon.text.TextFrontEnd;
import org.bourdon.text.contract.TextFrontEndContract;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;

class EspeakProgramContractTest extends TextFrontEndContract {

    private static EspeakFrontEnd espeak;

    @BeforeAll
    static void open() {
        Machine.assumeEspeak();
        espeak = new EspeakFrontEnd(new EspeakProgram("espeak-ng", Machine.PATIENCE));
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
}
