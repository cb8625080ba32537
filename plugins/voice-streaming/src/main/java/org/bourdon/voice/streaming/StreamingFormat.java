package org.bourdon.voice.streaming;

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
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;

/** Voices of two graphs: a plan of the sentence, and a vocoder that turns any number of its rows into sound. */
@Component(service = VoiceFormat.class, property = "format=streaming", configurationPid = "org.bourdon.streaming")
@Designate(ocd = StreamingFormat.Settings.class)
public final class StreamingFormat implements VoiceFormat {

    private static final String SIDE_FILE = ".streaming.json";

    @ObjectClassDefinition(name = "Streaming voices")
    public @interface Settings {

        @AttributeDefinition(name = "Growth", description = "Rows (5 ms of sound each) in the first, second … step; the last number goes for all further ones")
        int[] growth() default {10, 20, 40, 100};

        @AttributeDefinition(name = "Lead", description = "Milliseconds of silence before the first phoneme; at most what the voice makes")
        int lead_ms() default 10;

        @AttributeDefinition(name = "Rise from", description = "Factor on the pitch where a rising end begins, at the last stressed vowel")
        double rise_from() default 0.95;

        @AttributeDefinition(name = "Rise to", description = "Factor on the pitch where a rising end ends")
        double rise_to() default 1.5;
    }

    private final Manner manner;

    @Activate
    public StreamingFormat(Settings settings) {
        this(new Manner(settings.growth(), settings.lead_ms(), settings.rise_from(), settings.rise_to()));
    }

    StreamingFormat(Manner manner) {
        this.manner = manner;
    }

    @Override
    public String name() {
        return "streaming";
    }

    @Override
    public String soundSettings() {
        return manner.toString();
    }

    @Override
    public Optional<Voice> describe(Path file) throws BourdonException {
        String name = file.getFileName().toString();
        if (!name.endsWith(SIDE_FILE)) {
            return Optional.empty();
        }
        SideFile side = SideFile.read(file);
        List<ModelSet> variants = Layout.variants(side);
        Layout.of(side);
        return Optional.of(new Voice(name.substring(0, name.length() - SIDE_FILE.length()), name(), side.language(), side.sampleRateHz(),
                List.of(), Voice.Granularity.STEPS, file, variants));
    }

    @Override
    public LoadedVoice open(Voice voice, ModelSet models, ModelOpener opener) throws BourdonException {
        SideFile side = SideFile.read(voice.sideFile());
        Layout layout = Layout.of(side, models);
        Fit fit = new Fit(voice.sideFile(), layout);
        LoadedModel plan = NamedOutputs.of(opener.open(layout.plan()), "frames", "durations");
        try {
            fit.plan(plan.signature());
            LoadedModel vocoder = NamedOutputs.of(opener.open(layout.vocoder()), "audio", "source_out", "tail_out");
            try {
                fit.vocoder(vocoder.signature());
                return new StreamingVoice(voice.name(), side, layout, manner, plan, vocoder);
            } catch (BourdonException | RuntimeException e) {
                vocoder.close();
                throw e;
            }
        } catch (BourdonException | RuntimeException e) {
            plan.close();
            throw e;
        }
    }
}
