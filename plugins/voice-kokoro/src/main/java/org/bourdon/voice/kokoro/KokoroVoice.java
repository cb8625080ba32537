package org.bourdon.voice.kokoro;

import java.io.IOException;
import java.util.Iterator;
import java.util.List;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.text.Sentence;
import org.bourdon.voice.Delivery;
import org.bourdon.voice.LoadedVoice;
import org.bourdon.voice.PcmStep;
import org.bourdon.voice.Utterance;
import org.bourdon.voice.piper.side.UnknownPhonemes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A Kokoro voice, open. */
final class KokoroVoice implements LoadedVoice {

    private static final Logger log = LoggerFactory.getLogger(KokoroVoice.class);

    private final String name;
    private final Blend own;
    private final Vocabulary vocabulary;
    private final Styles styles;
    private final Ports ports;
    private final LoadedModel model;
    private final UnknownPhonemes unknown;

    KokoroVoice(String name, Blend own, Vocabulary vocabulary, Styles styles, Ports ports, LoadedModel model) {
        this.name = name;
        this.own = own;
        this.vocabulary = vocabulary;
        this.styles = styles;
        this.ports = ports;
        this.model = model;
        this.unknown = new UnknownPhonemes(name);
    }

    @Override
    public Utterance begin(Sentence sentence, Delivery delivery) throws BourdonException {
        Blend speaker = delivery.speaker().isPresent() ? Blend.parse(delivery.speaker().get(), name, styles.speakers()) : own;
        Vocabulary.Encoded encoded = vocabulary.encode(sentence.phonemes());
        unknown.report(encoded.unknown());
        if (!encoded.audible()) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "the voice " + name + " knows none of the phonemes '" + sentence.phonemes() + "'");
        }
        return new Runs(encoded.runs(), speaker, delivery.speed());
    }

    @Override
    public void rest(StopSignal stop) throws BourdonException {
        Vocabulary.Run run = vocabulary.encode("ə.").runs().getFirst();
        model.runAndTrim(inputs(run, own, 1), stop).close();
    }

    private Tensors inputs(Vocabulary.Run run, Blend speaker, double speed) throws BourdonException {
        try {
            return ports.inputs(run.ids(), styles.row(speaker, run.symbols()), speed);
        } catch (IOException e) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, "voice " + name + " cannot read its speakers: " + e.getMessage(), e);
        }
    }

    @Override
    public void close() {
        model.close();
        close(styles);
    }

    static void close(Styles styles) {
        try {
            styles.close();
        } catch (IOException e) {
            log.warn("the file of the speakers could not be closed: {}", e.toString());
        }
    }

    /** A step for each run. */
    private final class Runs implements Utterance {

        private final Iterator<Vocabulary.Run> runs;
        private final Blend speaker;
        private final double speed;

        Runs(List<Vocabulary.Run> runs, Blend speaker, double speed) {
            this.runs = runs.iterator();
            this.speaker = speaker;
            this.speed = speed;
        }

        @Override
        public PcmStep next(StopSignal stop) throws BourdonException {
            try (Tensors inputs = inputs(runs.next(), speaker, speed); Tensors outputs = model.run(inputs, stop)) {
                return new PcmStep(outputs.floats(ports.audio().name()).intoArray(), !runs.hasNext());
            }
        }

        @Override
        public void close() {
            // Inputs and outputs live as long as a step.
        }
    }
}
