package org.bourdon.voice.piper;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

import org.bourdon.engine.LoadedModel;
import org.bourdon.error.BourdonException;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.ModelOpener;
import org.bourdon.voice.ModelSet;
import org.bourdon.voice.Voice;
import org.bourdon.voice.VoiceFormat;
import org.bourdon.voice.piper.side.SideFile;
import org.osgi.service.component.annotations.Component;

/** Piper's voices: one graph, which gives the whole sentence at once, and a side file of the same name with {@code .json} behind. */
@Component(service = VoiceFormat.class, property = "format=piper")
public final class PiperFormat implements VoiceFormat {

    private static final String SIDE_FILE = ".onnx.json";

    @Override
    public String name() {
        return "piper";
    }

    @Override
    public Optional<Voice> describe(Path file) throws BourdonException {
        String fileName = file.getFileName().toString();
        if (!fileName.endsWith(SIDE_FILE)) {
            return Optional.empty();
        }
        SideFile side = SideFile.read(file);
        Script.of(side);
        Path model = side.json().existing(file.resolveSibling(fileName.substring(0, fileName.length() - ".json".length())));
        return Optional.of(new Voice(fileName.substring(0, fileName.length() - SIDE_FILE.length()), name(), side.language(),
                side.sampleRateHz(), side.speakers(), Voice.Granularity.SENTENCES, file, List.of(ModelSet.of(model))));
    }

    @Override
    public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) throws BourdonException {
        SideFile side = SideFile.read(voice.sideFile());
        LoadedModel model = opener.open(models.files().getFirst());
        try {
            return new PiperVoice(voice.name(), side, Script.of(side), Ports.of(side, model.signature()), model);
        } catch (BourdonException | RuntimeException e) {
            model.close();
            throw e;
        }
    }
}
