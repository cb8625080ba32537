package org.bourdon.core.speech;

import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.TextFrontEnd;

/** The text front ends there are. For a language that several speak, the highest ranking decides, then who came first. */
final class FrontEnds {

    private record Ranked(TextFrontEnd frontEnd, int ranking) {
    }

    private final List<Ranked> all = new CopyOnWriteArrayList<>();

    synchronized void add(TextFrontEnd frontEnd, int ranking) {
        all.add(new Ranked(frontEnd, ranking));
        all.sort(Comparator.comparingInt(Ranked::ranking).reversed());
    }

    synchronized void remove(TextFrontEnd frontEnd) {
        all.removeIf(ranked -> ranked.frontEnd() == frontEnd);
    }

    /** @throws BourdonException UNSUPPORTED when nobody speaks the language, or what the front end says */
    TextFrontEnd speaking(String voice, Locale language) throws BourdonException {
        for (Ranked ranked : all) {
            if (ranked.frontEnd().languages().contains(language.getLanguage())) {
                return ranked.frontEnd().in(language);
            }
        }
        throw new BourdonException(ErrorCode.UNSUPPORTED, "voice " + voice + " speaks " + language.getDisplayLanguage(Locale.ENGLISH)
                + ", and no text front end for '" + language.getLanguage() + "' is installed");
    }
}
