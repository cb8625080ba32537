package org.bourdon.text.english;

import java.time.Duration;
import java.util.List;
import java.util.Map;

import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.Signature;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelHandle;
import org.bourdon.model.ModelTask;
import org.bourdon.model.Models;

/** Stands in for the daemon: its network hears "ba" in every letter. Counts the tasks that it is given. */
final class FakeModels implements Models {

    private static final int CLASSES = 70;
    private static final int STEPS_A_LETTER = 2;
    private static final int[] HEARD = {19, 2};

    private int tasks;
    private int closed;
    private boolean engineGone;

    int tasks() {
        return tasks;
    }

    int closed() {
        return closed;
    }

    void loseTheEngine() {
        engineGone = true;
    }

    @Override
    public ModelHandle register(ModelSource source) {
        return new ModelHandle() {
            @Override
            public <T> T run(ModelTask<T> task, Duration patience) throws BourdonException {
                if (engineGone) {
                    throw new BourdonException(ErrorCode.ENGINE_UNAVAILABLE, "no engine reads g2p.onnx");
                }
                tasks++;
                return task.run(new Network(), new StopSignal());
            }

            @Override
            public void close() {
                closed++;
            }
        };
    }

    private static final class Network implements LoadedModel {

        @Override
        public Signature signature() {
            return new Signature(List.of(), List.of());
        }

        @Override
        public Tensors run(Tensors inputs, StopSignal stop) {
            int letters = inputs.byName().get("letters").data().remaining();
            float[] logits = new float[letters * STEPS_A_LETTER * CLASSES];
            for (int step = 0; step < letters * STEPS_A_LETTER; step++) {
                logits[step * CLASSES + HEARD[step % HEARD.length]] = 1;
            }
            return Tensors.of(Map.of("logits", Tensor.Floats.of(logits, 1, (long) letters * STEPS_A_LETTER, CLASSES)));
        }

        @Override
        public Tensors runAndTrim(Tensors inputs, StopSignal stop) {
            return run(inputs, stop);
        }

        @Override
        public void close() {
        }
    }
}
