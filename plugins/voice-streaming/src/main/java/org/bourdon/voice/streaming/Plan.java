package org.bourdon.voice.streaming;

import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;

import org.bourdon.engine.Tensor;

/**
 * A sentence before it sounds: a row each 5 ms, and how many rows each id takes. Lies in one direct buffer, the last row twice,
 * because the vocoder wants the row after those that it turns into sound.
 * <p>
 * Half a megabyte and more, and hundreds of sentences may be under way: freed by {@link #close} and not when the collector comes by.
 * Confined to the lane's thread.
 */
final class Plan implements AutoCloseable {

    private final Arena memory = Arena.ofConfined();

    private final Layout layout;
    private final FloatBuffer rows;
    private final int count;
    private final float[] durations;

    /** Copies what the plan's graph has given. Rows behind the last id's end are left out: they are no phoneme's and click. */
    Plan(Layout layout, Tensor.Floats frames, Tensor.Floats durations) {
        this.layout = layout;
        this.durations = new float[durations.data().remaining()];
        durations.data().get(durations.data().position(), this.durations);
        this.count = Math.clamp((long) Math.floor(sum(this.durations.length)), 1, frames.data().remaining() / layout.width());
        this.rows = memory.allocate(ValueLayout.JAVA_FLOAT, (count + 1L) * layout.width()).asByteBuffer().order(ByteOrder.nativeOrder())
                .asFloatBuffer();
        FloatBuffer given = frames.data();
        rows.put(0, given, given.position(), count * layout.width());
        rows.put(count * layout.width(), given, given.position() + (count - 1) * layout.width(), layout.width());
    }

    int count() {
        return count;
    }

    float f0(int row) {
        return rows.get(row * layout.width() + layout.f0());
    }

    boolean voiced(int row) {
        return rows.get(row * layout.width() + layout.voicing()) > 0.5f;
    }

    float phase(int row) {
        return rows.get(row * layout.width() + layout.phase());
    }

    float duration(int id) {
        return durations[id];
    }

    /** The row in which an id begins. */
    int begin(int id) {
        return Math.clamp(Math.round(sum(id)), 0, count);
    }

    private double sum(int ids) {
        double rows = 0;
        for (int id = 0; id < ids; id++) {
            rows += durations[id];
        }
        return rows;
    }

    /** The rows from {@code from} on, {@code length} of them and the one after, as the vocoder takes them; no copy. */
    Tensor.Floats slice(int from, int length) {
        return new Tensor.Floats(rows.slice(from * layout.width(), (length + 1) * layout.width()), 1, length + 1, layout.width());
    }

    /** Multiplies the pitch from a row to the end by a line between two factors, and sets the pulse's phase anew to fit. */
    void bend(int from, double first, double last) {
        int end = lastVoiced();
        if (end <= from) {
            return;
        }
        for (int row = from; row <= count; row++) {
            double way = Math.min(1.0, (row - from) / (double) (end - from));
            int at = row * layout.width() + layout.f0();
            rows.put(at, (float) (rows.get(at) * (first + way * (last - first))));
        }
        double phase = phase(Math.max(0, from - 1));
        for (int row = Math.max(1, from); row <= count; row++) {
            phase += (f0(row - 1) + f0(row)) * 0.5 * layout.hop() / layout.sampleRateHz();
            phase -= Math.floor(phase);
            rows.put(row * layout.width() + layout.phase(), (float) phase);
        }
    }

    @Override
    public void close() {
        memory.close();
    }

    private int lastVoiced() {
        int row = count - 1;
        while (row >= 0 && !voiced(row)) {
            row--;
        }
        return row;
    }
}
