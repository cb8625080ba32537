package org.bourdon.core.session;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

import org.bourdon.audio.session.AudioFormat;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/**
 * Finds the samples in what a client sends, however that is cut. A stream that begins as a WAV file is read as one: its head says what the
 * samples are, and what lies around them is skipped; another file may follow. Any other stream is samples from its first byte.
 */
final class SourceReader {

    /** Takes samples as they are found; the bytes are not kept. */
    interface Samples {
        void take(byte[] bytes, int from, int length);
    }

    private enum Place { START, RIFF_TYPE, CHUNK_HEAD, FORMAT, SKIPPED, SAMPLES }

    private static final int RIFF_HEAD = 12;
    private static final int CHUNK_HEAD = 8;
    private static final int SHORTEST_FORMAT = 16;
    private static final int LONGEST_FORMAT = 1_024;
    private static final int EXTENSIBLE_FORMAT = 40;
    private static final int PCM_TAG = 1;
    private static final int FLOAT_TAG = 3;
    private static final int EXTENSIBLE_TAG = 0xfffe;
    /** Writers that do not know a length yet put down the highest ones, or none. */
    private static final long UNKNOWN_LENGTH = 0x7fff_ff00L;
    private static final long FOR_EVER = Long.MAX_VALUE;
    /** Pictures and comments before the samples are skipped up to here. */
    private static final long MOST_BEFORE_SAMPLES = 1 << 20;

    private final ByteBuffer gathered = ByteBuffer.allocate(LONGEST_FORMAT + 1).order(ByteOrder.LITTLE_ENDIAN);
    private AudioFormat format;
    private Place place = Place.START;
    private int wanted = RIFF_HEAD;
    private long left;
    private long skipped;
    private boolean formatRead;
    private boolean samplesFound;
    private boolean padded;

    SourceReader(AudioFormat declared) {
        this.format = declared;
    }

    /** Of the samples; settled with the first of them. */
    AudioFormat format() {
        return format;
    }

    /** @throws BourdonException INVALID_REQUEST when it is a WAV file that cannot be played; nothing more may be fed then */
    void feed(byte[] bytes, int from, int length, Samples out) throws BourdonException {
        int to = from + length;
        int at = from;
        while (at < to) {
            int piece;
            switch (place) {
                case SAMPLES -> {
                    piece = (int) Math.min(to - at, left);
                    samplesFound = true;
                    out.take(bytes, at, piece);
                    passed(piece);
                }
                case SKIPPED -> {
                    piece = (int) Math.min(to - at, left);
                    passed(piece);
                }
                default -> {
                    piece = Math.min(to - at, wanted - gathered.position());
                    gathered.put(bytes, at, piece);
                    if (gathered.position() == wanted) {
                        gathered.flip();
                        understand(out);
                        gathered.clear();
                    }
                }
            }
            at += piece;
        }
    }

    /** Nothing follows: what looked like the beginning of a head was sound. */
    void end(Samples out) {
        if (place == Place.START && gathered.position() > 0) {
            out.take(gathered.array(), 0, gathered.position());
            gathered.clear();
        }
    }

    private void passed(int bytes) {
        if (left == FOR_EVER) {
            return;
        }
        left -= bytes;
        if (left == 0 && place == Place.SAMPLES && padded) {
            padded = false;
            skip(1);
        } else if (left == 0) {
            gather(Place.CHUNK_HEAD, CHUNK_HEAD);
        }
    }

    private void understand(Samples out) throws BourdonException {
        switch (place) {
            case START -> {
                if (name(0).equals("RIFF") && name(8).equals("WAVE")) {
                    gather(Place.CHUNK_HEAD, CHUNK_HEAD);
                } else {
                    plain(out);
                }
            }
            case RIFF_TYPE -> {
                if (!name(0).equals("WAVE")) {
                    throw invalid("a RIFF file of another type than WAVE follows the first file");
                }
                gather(Place.CHUNK_HEAD, CHUNK_HEAD);
            }
            case CHUNK_HEAD -> chunk(name(0), gathered.getInt(4) & 0xffff_ffffL, out);
            case FORMAT -> {
                readFormat();
                gather(Place.CHUNK_HEAD, CHUNK_HEAD);
            }
            default -> throw new IllegalStateException("nothing is gathered in " + place);
        }
    }

    private void chunk(String name, long length, Samples out) throws BourdonException {
        long even = length + (length & 1);
        if (name.equals("data")) {
            if (!formatRead) {
                throw invalid("its samples come before its format");
            }
            samples(length == 0 || length >= UNKNOWN_LENGTH ? FOR_EVER : length);
        } else if (name.equals("fmt ")) {
            if (length < SHORTEST_FORMAT || length > LONGEST_FORMAT) {
                throw invalid("its format has " + length + " bytes");
            }
            gather(Place.FORMAT, (int) even);
        } else if (samplesFound && name.equals("RIFF")) {
            gather(Place.RIFF_TYPE, 4);
        } else if (samplesFound && !name.chars().allMatch(c -> c >= ' ' && c <= '~')) {
            // The length told in the head was too short: this is sound.
            plain(out);
        } else {
            skipped += even;
            if (skipped > MOST_BEFORE_SAMPLES) {
                throw invalid("more than " + MOST_BEFORE_SAMPLES + " bytes lie around its samples");
            }
            if (even > 0) {
                skip(even);
            } else {
                gather(Place.CHUNK_HEAD, CHUNK_HEAD);
            }
        }
    }

    private void readFormat() throws BourdonException {
        int tag = gathered.getShort(0) & 0xffff;
        if (tag == EXTENSIBLE_TAG && gathered.limit() >= EXTENSIBLE_FORMAT) {
            tag = gathered.getShort(24) & 0xffff;
        }
        if (tag != PCM_TAG) {
            throw invalid("its samples are " + (tag == FLOAT_TAG ? "floating point numbers" : "coded as format " + tag) + "; integers (format 1) are valid");
        }
        AudioFormat read;
        try {
            read = new AudioFormat(format.container(), gathered.getInt(4), gathered.getShort(2) & 0xffff, gathered.getShort(14) & 0xffff).validated();
        } catch (BourdonException e) {
            throw invalid(e.getMessage());
        }
        if (samplesFound && !read.equals(format)) {
            throw invalid("its format differs from that of the sound before it");
        }
        format = read;
        formatRead = true;
    }

    private void plain(Samples out) {
        samplesFound = true;
        out.take(gathered.array(), 0, gathered.limit());
        samples(FOR_EVER);
    }

    private void samples(long length) {
        place = Place.SAMPLES;
        left = length;
        padded = length != FOR_EVER && (length & 1) == 1;
        skipped = 0;
    }

    private void skip(long length) {
        place = Place.SKIPPED;
        left = length;
    }

    private void gather(Place next, int bytes) {
        place = next;
        wanted = bytes;
    }

    private String name(int at) {
        return new String(gathered.array(), at, 4, StandardCharsets.ISO_8859_1);
    }

    private static BourdonException invalid(String what) {
        return new BourdonException(ErrorCode.INVALID_REQUEST, "the WAV file cannot be played: " + what);
    }
}
