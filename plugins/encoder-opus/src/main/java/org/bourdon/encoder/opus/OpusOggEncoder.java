package org.bourdon.encoder.opus;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

import org.bourdon.audio.AudioEncoder;
import org.bourdon.audio.Packing;
import org.bourdon.audio.Pcm16;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

import io.github.jaredmdobson.concentus.OpusApplication;
import io.github.jaredmdobson.concentus.OpusEncoder;
import io.github.jaredmdobson.concentus.OpusException;
import io.github.jaredmdobson.concentus.OpusSignal;

/** A stream of 20 ms packets: a page each where somebody listens, a page a second in files. */
final class OpusOggEncoder implements AudioEncoder {

    static final int BIT_RATE = 32_000;

    /** Of the codec's scale, on which 10 takes longest. */
    private static final int COMPLEXITY = 5;
    private static final int PACKETS_A_SECOND = 50;
    private static final int PACKET_CLOCK = OpusRate.CLOCK_HZ / PACKETS_A_SECOND;
    private static final int LARGEST_PACKET = 1275;
    private static final byte[] NONE = {};
    private static final String VENDOR = "Bourdon";

    private final int sampleRateHz;
    private final int packetsInPage;
    private final Optional<Resampler> resampler;
    private final OpusEncoder codec;
    private final int preSkip;
    private final OggPages pages = new OggPages();
    private final short[] packet;
    private final byte[] encoded = new byte[LARGEST_PACKET];
    private int filled;
    private long samples;
    private long packets;
    private boolean begun;
    private boolean over;

    OpusOggEncoder(int sampleRateHz, Packing packing) throws BourdonException {
        this.sampleRateHz = sampleRateHz;
        int rate = OpusRate.nearest(sampleRateHz);
        resampler = rate == sampleRateHz ? Optional.empty() : Optional.of(new Resampler(sampleRateHz, rate));
        packet = new short[rate / PACKETS_A_SECOND];
        packetsInPage = packing == Packing.LIVE ? 1 : PACKETS_A_SECOND;
        try {
            // Made for calls, the other one would filter the voice: after it, what is decoded is less like what was spoken.
            codec = new OpusEncoder(rate, 1, OpusApplication.OPUS_APPLICATION_AUDIO);
        } catch (OpusException e) {
            throw failed(e);
        }
        codec.setBitrate(BIT_RATE);
        codec.setComplexity(COMPLEXITY);
        codec.setSignalType(OpusSignal.OPUS_SIGNAL_VOICE);
        preSkip = codec.getLookahead() * (OpusRate.CLOCK_HZ / rate);
    }

    @Override
    public byte[] encode(float[] more) throws BourdonException {
        var out = new ByteArrayOutputStream();
        begin(out);
        samples += more.length;
        take(resampler.isPresent() ? resampler.get().resample(more) : more, out);
        return out.toByteArray();
    }

    @Override
    public Ending finish() throws BourdonException {
        var out = new ByteArrayOutputStream();
        begin(out);
        if (resampler.isPresent()) {
            take(resampler.get().finish(), out);
        }
        // The codec gives every sample so much later than it gets it: what it still holds is driven out by silence.
        long end = preSkip + (samples * OpusRate.CLOCK_HZ + sampleRateHz - 1) / sampleRateHz;
        while (packets * PACKET_CLOCK < end) {
            Arrays.fill(packet, filled, packet.length, (short) 0);
            endPacket(end, out);
        }
        over = true;
        return new Ending(out.toByteArray(), NONE);
    }

    private void begin(ByteArrayOutputStream out) {
        if (over) {
            throw new IllegalStateException("the stream is over");
        }
        if (!begun) {
            begun = true;
            pages.add(head());
            out.writeBytes(pages.page(0, false));
            pages.add(tags());
            out.writeBytes(pages.page(0, false));
        }
    }

    private byte[] head() {
        return ByteBuffer.allocate(19).order(ByteOrder.LITTLE_ENDIAN).put(ascii("OpusHead")).put((byte) 1).put((byte) 1)
                .putShort((short) preSkip).putInt(sampleRateHz).putShort((short) 0).put((byte) 0).array();
    }

    private static byte[] tags() {
        byte[] vendor = ascii(VENDOR);
        return ByteBuffer.allocate(16 + vendor.length).order(ByteOrder.LITTLE_ENDIAN).put(ascii("OpusTags")).putInt(vendor.length).put(vendor)
                .putInt(0).array();
    }

    private void take(float[] resampled, ByteArrayOutputStream out) throws BourdonException {
        for (float sample : resampled) {
            packet[filled++] = Pcm16.of(sample);
            if (filled == packet.length) {
                endPacket(Long.MAX_VALUE, out);
            }
        }
    }

    /** @param end where the stream's clock ends, if that is known; the packet that reaches it is the last */
    private void endPacket(long end, ByteArrayOutputStream out) throws BourdonException {
        filled = 0;
        int length;
        try {
            length = codec.encode(packet, 0, packet.length, encoded, 0, encoded.length);
        } catch (OpusException e) {
            throw failed(e);
        }
        if (pages.wouldOverflow(length)) {
            out.writeBytes(pages.page(packets * PACKET_CLOCK, false));
        }
        pages.add(Arrays.copyOf(encoded, length));
        packets++;
        boolean last = packets * PACKET_CLOCK >= end;
        if (last || pages.waiting() == packetsInPage) {
            out.writeBytes(pages.page(Math.min(packets * PACKET_CLOCK, end), last));
        }
    }

    @Override
    public void close() {
        over = true;
    }

    private static BourdonException failed(OpusException e) {
        return new BourdonException(ErrorCode.ENGINE_FAILED, "the Opus encoder failed: " + e.getMessage(), e);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
