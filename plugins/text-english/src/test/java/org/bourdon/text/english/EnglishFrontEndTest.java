package org.bourdon.text.english;

import org.bourdon.text.TextFrontEnd;
import org.bourdon.text.contract.TextFrontEndContract;
import java.nio.file.Path;

class EnglishFrontEndTest extends TextFrontEndContract {

    private static final EnglishFrontEnd FRONT_END = new EnglishFrontEnd(Path.of("no-such-lexicon.txt"), new FakeModels());

    @Override
    protected TextFrontEnd frontEnd() {
        return FRONT_END;
    }

    @Override
    protected String text() {
        return """
                Dr. Smith paid $3.50 at 221B Baker St. on January 5, 2024. It was 17:45! The U.S. economy grew 2.7% in 1999; e.g. exports \
                rose by 1,234,567 units. NASA's HTTP API v2.10.3 returns -5 degrees. "Is that so?" he asked... and left. J. R. R. Tolkien \
                wrote it, didn't he? Well, what is it then?

                Chapter IV begins here
                and goes on in the next line. Henry VIII had six wives; https://bourdon.org/voices tells more. The end.
                """;
    }
}
