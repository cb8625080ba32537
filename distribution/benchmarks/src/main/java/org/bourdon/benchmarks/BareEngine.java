package org.bourdon.benchmarks;

import java.nio.FloatBuffer;
import java.nio.LongBuffer;
import java.nio.file.Path;
import java.util.Map;

import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtSession;

/** The physical limit: a voice in ONNX Runtime with nothing around it, one thread, phoneme ids given. */
sealed interface BareEngine extends AutoCloseable {

    /**
     * One sentence.
     *
     * @param firstSound milliseconds until the first samples were there
     * @param all        milliseconds until all were
     */
    record Run(double firstSound, double all, float[] samples) {
    }

    Run speak(long[] ids) throws OrtException;

    @Override
    void close() throws OrtException;

    private static OrtSession open(Path model) throws OrtException {
        try (OrtSession.SessionOptions options = new OrtSession.SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.setMemoryPatternOptimization(false);
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            options.addConfigEntry("session.inter_op.allow_spinning", "0");
            return OrtEnvironment.getEnvironment().createSession(model.toString(), options);
        }
    }

    private static Map<String, OnnxTensor> sentence(long[] ids) throws OrtException {
        OrtEnvironment env = OrtEnvironment.getEnvironment();
        return Map.of("input", OnnxTensor.createTensor(env, LongBuffer.wrap(ids), new long[] {1, ids.length}),
                "input_lengths", OnnxTensor.createTensor(env, LongBuffer.wrap(new long[] {ids.length}), new long[] {1}),
                "scales", OnnxTensor.createTensor(env, FloatBuffer.wrap(new float[] {0.667f, 1, 0.8f}), new long[] {3}));
    }

    private static double since(long begin) {
        return (System.nanoTime() - begin) / 1e6;
    }

    /** What every peer would run: nothing until all is there. */
    final class OneGraph implements BareEngine {

        private final OrtSession session;

        OneGraph(Path model) throws OrtException {
            session = open(model);
        }

        @Override
        public Run speak(long[] ids) throws OrtException {
            long begin = System.nanoTime();
            Map<String, OnnxTensor> inputs = sentence(ids);
            try (OrtSession.Result result = session.run(inputs)) {
                FloatBuffer audio = ((OnnxTensor) result.get(0)).getFloatBuffer();
                float[] samples = new float[audio.remaining()];
                audio.get(samples);
                double all = since(begin);
                return new Run(all, all, samples);
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }

        @Override
        public void close() throws OrtException {
            session.close();
        }
    }

    /** The default voice as the daemon runs it: a plan, then sound in growing steps. */
    final class TwoGraphs implements BareEngine {

        private static final int[] STEPS = {10, 20, 40, 100};

        private final OrtSession plan;
        private final OrtSession vocoder;
        private final int width;
        private final int hop;
        private final int tailLength;

        TwoGraphs(Path plan, Path vocoder, int width, int hop, int tailLength) throws OrtException {
            this.plan = open(plan);
            this.vocoder = open(vocoder);
            this.width = width;
            this.hop = hop;
            this.tailLength = tailLength;
        }

        @Override
        public Run speak(long[] ids) throws OrtException {
            long begin = System.nanoTime();
            float[] frames = plan(ids);
            int rows = frames.length / width;
            float[] samples = new float[rows * hop];
            float[] source = new float[2 * hop];
            float[] tail = new float[tailLength];
            double firstSound = 0;
            for (int row = 0, step = 0; row < rows; step++) {
                int size = Math.min(STEPS[Math.min(step, STEPS.length - 1)], rows - row);
                vocode(frames, row, size, rows, source, tail, samples);
                if (row == 0) {
                    firstSound = since(begin);
                }
                row += size;
            }
            return new Run(firstSound, since(begin), samples);
        }

        private float[] plan(long[] ids) throws OrtException {
            Map<String, OnnxTensor> inputs = sentence(ids);
            try (OrtSession.Result result = plan.run(inputs)) {
                FloatBuffer buffer = ((OnnxTensor) result.get("frames").orElseThrow()).getFloatBuffer();
                float[] frames = new float[buffer.remaining()];
                buffer.get(frames);
                return frames;
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }

        private void vocode(float[] frames, int row, int size, int rows, float[] source, float[] tail, float[] samples) throws OrtException {
            OrtEnvironment env = OrtEnvironment.getEnvironment();
            float[] piece = new float[(size + 1) * width];
            System.arraycopy(frames, row * width, piece, 0, size * width);
            System.arraycopy(frames, Math.min(row + size, rows - 1) * width, piece, size * width, width);
            Map<String, OnnxTensor> inputs = Map.of(
                    "frames", OnnxTensor.createTensor(env, FloatBuffer.wrap(piece), new long[] {1, size + 1, width}),
                    "noise_scale", OnnxTensor.createTensor(env, FloatBuffer.wrap(new float[] {0.667f}), new long[] {1}),
                    "source", OnnxTensor.createTensor(env, FloatBuffer.wrap(source), new long[] {2, hop}),
                    "tail", OnnxTensor.createTensor(env, FloatBuffer.wrap(tail), new long[] {1, 1, tailLength}));
            try (OrtSession.Result result = vocoder.run(inputs)) {
                ((OnnxTensor) result.get("audio").orElseThrow()).getFloatBuffer().get(samples, row * hop, size * hop);
                ((OnnxTensor) result.get("source_out").orElseThrow()).getFloatBuffer().get(source);
                ((OnnxTensor) result.get("tail_out").orElseThrow()).getFloatBuffer().get(tail);
            } finally {
                inputs.values().forEach(OnnxTensor::close);
            }
        }

        @Override
        public void close() throws OrtException {
            vocoder.close();
            plan.close();
        }
    }
}
