package org.bourdon.encoder.mp3;

import java.util.Arrays;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

import de.sciss.jump3r.mp3.BitStream;
import de.sciss.jump3r.mp3.GainAnalysis;
import de.sciss.jump3r.mp3.ID3Tag;
import de.sciss.jump3r.mp3.LameGlobalFlags;
import de.sciss.jump3r.mp3.MPEGMode;
import de.sciss.jump3r.mp3.Presets;
import de.sciss.jump3r.mp3.Quantize;
import de.sciss.jump3r.mp3.QuantizePVT;
import de.sciss.jump3r.mp3.Reservoir;
import de.sciss.jump3r.mp3.Takehiro;
import de.sciss.jump3r.mp3.VBRTag;
import de.sciss.jump3r.mp3.Version;
import de.sciss.jump3r.mpg.Common;
import de.sciss.jump3r.mpg.Interface;
import de.sciss.jump3r.mpg.MPGLib;

/** The library, put together from its parts; its own front door needs Java Sound. Writes frames of sound only, no tag. */
final class Lame {

    /** Of LAME's scale, on which 0 takes longest. */
    private static final int QUALITY = 5;
    private static final float FULL_SCALE = (float) Short.MAX_VALUE * (1 << 16);
    private static final int LARGEST_OUTPUT = 1 << 14;

    private final de.sciss.jump3r.mp3.Lame library = new de.sciss.jump3r.mp3.Lame();
    private final LameGlobalFlags settings;
    private final byte[] output = new byte[LARGEST_OUTPUT];
    /** Fed by the frame, so that it does not matter in which pieces the sound comes. */
    private final int[] frame;
    private int filled;
    private boolean silent = true;

    Lame(int sampleRateHz, int bitRateKbps) throws BourdonException {
        connectParts();
        settings = library.lame_init();
        settings.num_channels = 1;
        settings.mode = MPEGMode.MONO;
        settings.in_samplerate = sampleRateHz;
        settings.out_samplerate = sampleRateHz;
        settings.brate = bitRateKbps;
        settings.quality = QUALITY;
        settings.bWriteVbrTag = false;
        settings.write_id3tag_automatic = false;
        settings.findReplayGain = false;
        check(library.lame_init_params(settings));
        frame = new int[settings.framesize];
    }

    private void connectParts() {
        var gain = new GainAnalysis();
        var bits = new BitStream();
        var presets = new Presets();
        var quantizeHelp = new QuantizePVT();
        var quantize = new Quantize();
        var tag = new VBRTag();
        var version = new Version();
        var id3 = new ID3Tag();
        var reservoir = new Reservoir();
        var takehiro = new Takehiro();
        var decoder = new MPGLib();
        var decoderInterface = new Interface();
        var decoderCommon = new Common();
        library.setModules(gain, bits, presets, quantizeHelp, quantize, tag, version, id3, decoder);
        bits.setModules(gain, decoder, version, tag);
        id3.setModules(bits, version);
        presets.setModules(library);
        quantize.setModules(bits, reservoir, quantizeHelp, takehiro);
        quantizeHelp.setModules(takehiro, reservoir, library.enc.psy);
        reservoir.setModules(bits);
        takehiro.setModules(quantizeHelp);
        tag.setModules(library, bits, version);
        decoder.setModules(decoderInterface, decoderCommon);
        decoderInterface.setModules(tag, decoderCommon);
    }

    byte[] encode(float[] samples) throws BourdonException {
        byte[] encoded = {};
        for (float sample : samples) {
            frame[filled++] = (int) (Math.clamp(sample, -1f, 1f) * FULL_SCALE);
            if (filled == frame.length) {
                encoded = joined(encoded, endFrame());
            }
        }
        return encoded;
    }

    byte[] flush() throws BourdonException {
        if (silent) {
            // A lone frame is not taken for MP3 by programs that look twice.
            filled = frame.length;
        }
        byte[] last = filled > 0 ? endFrame() : new byte[0];
        return joined(last, written(library.lame_encode_flush(settings, output, 0, output.length)));
    }

    private byte[] endFrame() throws BourdonException {
        int length = filled;
        filled = 0;
        silent = false;
        return written(library.lame_encode_buffer_int(settings, frame, frame, length, output, 0, output.length));
    }

    /** How many frames there are so far. */
    int frames() {
        return settings.frameNum;
    }

    private byte[] written(int length) throws BourdonException {
        return Arrays.copyOf(output, check(length));
    }

    private static int check(int result) throws BourdonException {
        if (result < 0) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "the MP3 encoder failed (" + result + ")");
        }
        return result;
    }

    private static byte[] joined(byte[] first, byte[] second) {
        byte[] both = Arrays.copyOf(first, first.length + second.length);
        System.arraycopy(second, 0, both, first.length, second.length);
        return both;
    }
}
