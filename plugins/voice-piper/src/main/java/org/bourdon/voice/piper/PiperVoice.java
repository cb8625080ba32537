package org.bourdon.voice.piper;

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
import org.bourdon.voice.piper.side.PhonemeIds;
import org.bourdon.voice.piper.side.SideFile;
import org.bourdon.voice.piper.side.UnknownPhonemes;

/** A Piper voice, open. */
final class PiperVoice implements LoadedVoice {

    private final String name;
    private final SideFile side;
    private final Script script;
    private final Ports ports;
    private final LoadedModel model;
    private final UnknownPhonemes unknown;

    PiperVoice(String name, SideFile side, Script script, Ports ports, LoadedModel model) {
        this.name = name;
        this.unknown = new UnknownPhonemes(name);
        this.side = side;
        this.script = script;
        this.ports = ports;
        this.model = model;
    }

    @Override
    public Utterance begin(Sentence sentence, Delivery delivery) throws BourdonException {
        int speaker = delivery.speaker().isPresent() ? speaker(delivery.speaker().get()) : 0;
        String line = script.line(sentence);
        PhonemeIds.Encoded encoded = side.phonemes().encode(line);
        unknown.report(encoded.unknown());
        if (!encoded.audible()) {
            throw new BourdonException(ErrorCode.TEXT_EMPTY, "the voice " + name + " knows none of the phonemes '" + line + "'");
        }
        SideFile.Defaults own = side.defaults();
        return new WholeSentence(ports.inputs(encoded.ids(), (float) delivery.noiseScale().orElse(own.noiseScale()),
                (float) (own.lengthScale() / delivery.speed()), (float) delivery.noiseWidth().orElse(own.noiseWidth()), speaker));
    }

    private int speaker(String wanted) throws BourdonException {
        int byName = side.speakers().indexOf(wanted);
        if (byName >= 0) {
            return byName;
        }
        int last = Math.max(0, side.speakers().size() - 1);
        if (wanted.matches("[0-9]{1,6}") && Integer.parseInt(wanted) <= last) {
            return Integer.parseInt(wanted);
        }
        throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "the voice " + name + " has no speaker '" + wanted + "'; the numbers 0 to " + last
                + " are valid" + (side.speakers().isEmpty() ? "" : ", and names such as '" + side.speakers().getFirst() + "'"));
    }

    @Override
    public void rest(StopSignal stop) throws BourdonException {
        model.runAndTrim(ports.inputs(side.phonemes().encode("ə.").ids(), 0, 1, 0, 0), stop).close();
    }

    @Override
    public void close() {
        model.close();
    }

    /** All of it in one step. */
    private final class WholeSentence implements Utterance {

        private final Tensors inputs;

        WholeSentence(Tensors inputs) {
            this.inputs = inputs;
        }

        @Override
        public PcmStep next(StopSignal stop) throws BourdonException {
            try (Tensors outputs = model.run(inputs, stop)) {
                return new PcmStep(outputs.floats(ports.audio().name()).intoArray(), true);
            }
        }

        @Override
        public void close() {
            inputs.close();
        }
    }
}
