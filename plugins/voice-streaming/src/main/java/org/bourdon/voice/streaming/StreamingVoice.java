package org.bourdon.voice.streaming;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Intonation;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.piper.side.PhonemeIds;
import org.bourdon.voice.piper.side.SideFile;
import org.bourdon.voice.piper.side.UnknownPhonemes;

/** The two graphs of a voice, open. */
final class StreamingVoice implements LoadedVoice {

    private static final String SMALLEST = "ə.";

    private final String name;
    private final SideFile side;
    private final Layout layout;
    private final Manner manner;
    private final LoadedModel plan;
    private final LoadedModel vocoder;
    private final UnknownPhonemes unknown;
    /** Those whose requests were lost with their lane are closed with the voice. */
    private final Set<StreamingUtterance> underWay = new HashSet<>();

    StreamingVoice(String name, SideFile side, Layout layout, Manner manner, LoadedModel plan, LoadedModel vocoder) {
        this.name = name;
        this.unknown = new UnknownPhonemes(name);
        this.side = side;
        this.layout = layout;
        this.manner = manner;
        this.plan = plan;
        this.vocoder = vocoder;
    }

    @Override
    public Utterance begin(Sentence sentence, Delivery delivery) throws BourdonException {
        if (delivery.speaker().isPresent() && !delivery.speaker().get().equals("0")) {
            throw new BourdonException(ErrorCode.VOICE_NOT_FOUND,
                    "the voice " + name + " has one speaker, none called '" + delivery.speaker().get() + "'");
        }
        PhonemeIds.Encoded encoded = side.phonemes().encode(punctuated(sentence));
        unknown.report(encoded.unknown());
        if (!encoded.audible()) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "the voice " + name + " knows none of the phonemes '" + sentence.phonemes() + "'");
        }
        Scales scales = Scales.of(side.defaults(), delivery);
        Planner planner = new Planner(plan, layout, encoded, scales, sentence.intonation(), manner);
        StreamingUtterance utterance = new StreamingUtterance(planner, new Vocoder(vocoder, layout, scales.noise()), layout, manner, underWay::remove);
        underWay.add(utterance);
        return utterance;
    }

    /** A question mark lifts the end by itself, more or less by word: a question that is to fall is planned as a statement. */
    static String punctuated(Sentence sentence) {
        String phonemes = sentence.phonemes();
        return sentence.intonation() == Intonation.FALLING && phonemes.endsWith("?")
                ? phonemes.substring(0, phonemes.length() - 1) + "."
                : phonemes;
    }

    @Override
    public void rest(StopSignal stop) throws BourdonException {
        Scales scales = new Scales(0, 1, 0);
        PhonemeIds.Encoded smallest = side.phonemes().encode(SMALLEST);
        try (Plan smallestPlan = new Planner(plan, layout, smallest, scales, Intonation.FALLING, manner).trim(stop)) {
            new Vocoder(vocoder, layout, scales.noise()).trim(smallestPlan, stop);
        }
    }

    @Override
    public void close() {
        List.copyOf(underWay).forEach(StreamingUtterance::close);
        try (plan) {
            vocoder.close();
        }
    }
}
