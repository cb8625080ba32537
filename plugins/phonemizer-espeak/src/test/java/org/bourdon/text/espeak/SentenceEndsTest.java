package org.bourdon.text.espeak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SentenceEndsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '=', ignoreLeadingAndTrailingWhitespace = false, value = {
        "de=Es war gut. |Danach kam er.", "de=Am 3. Oktober kam er. |Gut.", "fr=Il a 3. |Quoi ?", "de=Dr. Müller kam. |Gut.", "de=Das ist z. B. Holz. |Gut.",
        "ja=今日は。|明日も。", "ja=「はい。」|と言った。", "zh=你好！|你呢？", "hi=यह है। |वह है।", "ar=كيف حالك؟ |جيد", "fr=Bonjour ! |Ça va ?", "de=„Nein!“ rief sie. |Gut.",
        "es=¿Qué? |No.", "de=Na ja… vielleicht. |Gut.", "ru=Он жил в г. Москве. |Да.", "de=Preis: 3.50 Euro. |Gut.",
    })
    void the_first_sentence_ends_where_a_reader_would_say(String language, String text) {
        int bar = text.indexOf('|');
        assertThat(new SentenceEnds(language).first(text.replace("|", ""), false)).isEqualTo(bar);
    }
}
