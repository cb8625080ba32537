package org.bourdon.text.espeak;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Pieces;
import org.bourdon.text.Sentence;
import org.bourdon.text.TextFrontEnd;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Every language that espeak-ng speaks, for voices that no other front end serves. Without espeak-ng on the machine it does nothing but say
 * what to install; it is looked for at each request, so that installing it is all.
 */
@Component(service = TextFrontEnd.class, property = "service.ranking:Integer=-100", configurationPid = "org.bourdon.espeak")
@Designate(ocd = EspeakFrontEnd.Settings.class)
public final class EspeakFrontEnd implements TextFrontEnd {

    @ObjectClassDefinition(name = "espeak-ng", description = "Which espeak-ng speaks the languages that have no text front end of their own")
    public @interface Settings {

        @AttributeDefinition(name = "Mode", description = "A helper process, or the library within the daemon: faster, and not kept apart from it",
                options = {@Option(label = "Helper process", value = "process"), @Option(label = "Library", value = "library")})
        String mode() default "process";

        @AttributeDefinition(name = "Program", description = "Its name on the path, or an absolute path")
        String program() default "espeak-ng";

        @AttributeDefinition(name = "Library", description = "An absolute path; empty for the usual places")
        String library() default "";

        @AttributeDefinition(name = "Patience", description = "Milliseconds for one answer", min = "100", max = "60000")
        int patience_ms() default 5_000;
    }

    /** Those of release 1.51, which may be asked for before anybody knows what is installed. */
    private static final Set<String> LANGUAGES = Set.of(
            "af", "am", "an", "ar", "as", "az", "ba", "be", "bg", "bn", "bpy", "bs", "ca", "chr", "cmn", "cs", "cv", "cy", "da", "de", "el", "en",
            "eo", "es", "et", "eu", "fa", "fi", "fr", "ga", "gd", "gn", "grc", "gu", "hak", "haw", "he", "hi", "hr", "ht", "hu", "hy", "hyw", "ia",
            "id", "io", "is", "it", "ja", "jbo", "ka", "kk", "kl", "kn", "ko", "kok", "ku", "ky", "la", "lb", "lfn", "lt", "ltg", "lv", "mi", "mk",
            "ml", "mr", "ms", "mt", "my", "nb", "nci", "ne", "nl", "no", "nog", "om", "or", "pa", "pap", "pl", "pt", "qu", "quc", "ro", "ru", "sd",
            "shn", "si", "sk", "sl", "smj", "sq", "sr", "sv", "sw", "ta", "te", "th", "tk", "tn", "tr", "tt", "ug", "uk", "ur", "uz", "vi", "yue",
            "zh");

    private final Espeak espeak;

    @Activate
    public EspeakFrontEnd(Settings settings) {
        this(settings.mode().equals("library") ? new EspeakLibrary(settings.library(), Duration.ofMillis(settings.patience_ms()))
                : new EspeakProgram(settings.program(), Duration.ofMillis(settings.patience_ms())));
    }

    EspeakFrontEnd(Espeak espeak) {
        this.espeak = espeak;
    }

    @Deactivate
    void close() {
        espeak.close();
    }

    @Override
    public Set<String> languages() {
        return LANGUAGES;
    }

    @Override
    public TextFrontEnd in(Locale language) throws BourdonException {
        String voice = espeak.voices().speaking(language).orElseThrow(() -> new BourdonException(ErrorCode.UNSUPPORTED,
                "the espeak-ng on this machine does not speak " + language.stripExtensions().toLanguageTag() + "; a newer one may"));
        return new RegionalFrontEnd(espeak, voice, language);
    }

    @Override
    public int firstSentenceEnd(CharSequence text, boolean complete) {
        return new SentenceEnds("").first(text, complete);
    }

    @Override
    public List<Sentence> analyse(String sentence, Pieces pieces) throws BourdonException {
        return in(Locale.ENGLISH).analyse(sentence, pieces);
    }
}
