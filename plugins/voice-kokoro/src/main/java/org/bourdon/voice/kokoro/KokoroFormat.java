package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.engine.LoadedModel;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelOpener;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.osgi.service.component.annotations.Component;

/**
 * Kokoro's voices: a side file {@code NAME.kokoro.json} beside the published files. One voice with all of their speakers, each of whom speaks
 * the language that its name begins with.
 */
@Component(service = VoiceFormat.class, property = "format=kokoro")
public final class KokoroFormat implements VoiceFormat {

    private static final int SAMPLE_RATE_HZ = 24_000;

    @Override
    public String name() {
        return "kokoro";
    }

    @Override
    public Optional<Voice> describe(Path file) throws BourdonException {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(SideFile.ENDING)) {
            return Optional.empty();
        }
        String name = fileName.substring(0, fileName.length() - SideFile.ENDING.length());
        SideFile side = SideFile.read(file);
        side.vocabulary();
        try (Styles styles = side.openStyles()) {
            String speaker = side.speaker(name, styles.speakers()).parts().getFirst().speaker();
            Locale language = Speakers.language(speaker).orElse(Locale.US);
            return Optional.of(new Voice(name, name(), language, SAMPLE_RATE_HZ, styles.speakers(), Voice.Granularity.SENTENCES, file,
                    List.of(ModelSet.of(side.model()))));
        } catch (IOException e) {
            throw side.json().problem("cannot close its speakers: " + e.getMessage());
        }
    }

    @Override
    public void checkSpeaker(Voice voice, String speaker) throws BourdonException {
        Blend.parse(speaker, voice.name(), voice.speakers());
    }

    /** A mixture speaks the language of the first that it names. */
    @Override
    public Locale language(Voice voice, Optional<String> speaker) {
        if (speaker.isEmpty()) {
            return voice.language();
        }
        try {
            String first = Blend.parse(speaker.get(), voice.name(), voice.speakers()).parts().getFirst().speaker();
            return Speakers.language(first).orElse(voice.language());
        } catch (BourdonException e) {
            throw new IllegalArgumentException("asked for the language of a speaker that was not checked", e);
        }
    }

    @Override
    public List<Path> furtherFiles(Voice voice) throws BourdonException {
        return SideFile.read(voice.sideFile()).furtherFiles();
    }

    @Override
    public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) throws BourdonException {
        SideFile side = SideFile.read(voice.sideFile());
        Vocabulary vocabulary = side.vocabulary();
        Styles styles = side.openStyles();
        try {
            Blend own = side.speaker(voice.name(), styles.speakers());
            LoadedModel model = opener.open(models.files().getFirst());
            try {
                return new KokoroVoice(voice.name(), own, vocabulary, styles, Ports.of(side.json(), model.signature()), model);
            } catch (BourdonException | RuntimeException e) {
                model.close();
                throw e;
            }
        } catch (BourdonException | RuntimeException e) {
            KokoroVoice.close(styles);
            throw e;
        }
    }
}
