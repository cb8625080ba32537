package org.bourdon.core.speech;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.junit.jupiter.api.Test;

class FrontEndsTest {

    private final FrontEnds frontEnds = new FrontEnds();

    @Test
    void the_highest_ranking_speaks_whoever_came_first() throws Exception {
        Silent modest = new Silent(Set.of("en", "de"), Locale.ROOT);
        Silent proud = new Silent(Set.of("en"), Locale.ROOT);
        frontEnds.add(modest, -100);
        frontEnds.add(proud, 0);

        assertThat(frontEnds.speaking("v", Locale.US)).isEqualTo(new Silent(Set.of("en"), Locale.US));
        assertThat(frontEnds.speaking("v", Locale.GERMANY)).isEqualTo(new Silent(Set.of("en", "de"), Locale.GERMANY));

        frontEnds.remove(proud);
        assertThat(frontEnds.speaking("v", Locale.US).languages()).contains("de");
    }

    @Test
    void a_language_that_nobody_speaks_is_named() {
        assertThatThrownBy(() -> frontEnds.speaking("ana", Locale.ITALY))
                .isInstanceOfSatisfying(BourdonException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.UNSUPPORTED))
                .hasMessage("voice ana speaks Italian, and no text front end for 'it' is installed");
    }

    private record Silent(Set<String> languages, Locale language) implements TextFrontEnd {

        @Override
        public TextFrontEnd in(Locale wanted) {
            return new Silent(languages, wanted);
        }

        @Override
        public int firstSentenceEnd(CharSequence text, boolean complete) {
            return complete ? text.length() : -1;
        }

        @Override
        public List<Sentence> analyse(String sentence, Pieces pieces) {
            return List.of();
        }
    }
}
