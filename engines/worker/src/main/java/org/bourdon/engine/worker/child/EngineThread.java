package org.bourdon.engine.worker.child;

import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import org.bourdon.daemon.Folders;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineFactory;
import org.bourdon.engine.EngineSettings;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.worker.wire.DeviceWire;
import org.bourdon.engine.worker.wire.Frame;
import org.bourdon.engine.worker.wire.HeadReader;
import org.bourdon.engine.worker.wire.HeadWriter;
import org.bourdon.engine.worker.wire.Kind;
import org.bourdon.engine.worker.wire.Line;
import org.bourdon.engine.worker.wire.MalformedFrameException;
import org.bourdon.engine.worker.wire.Scratch;
import org.bourdon.engine.worker.wire.SignatureWire;
import org.bourdon.engine.worker.wire.SourceWire;
import org.bourdon.engine.worker.wire.TensorWire;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;

/** Answers the daemon's questions one by one; the only thread that calls the engine. */
final class EngineThread implements Runnable {

    private static final int MOST_SETTINGS = 1024;

    private final Line line;
    private final Stops stops;
    private final Map<Integer, LoadedModel> models = new HashMap<>();
    private final HeadWriter answer = new HeadWriter();
    private final Scratch inputs = new Scratch();
    private final Scratch outputs = new Scratch();
    private Engine engine = new NoEngine();

    EngineThread(Line line, Stops stops) {
        this.line = line;
        this.stops = stops;
    }

    @Override
    public void run() {
        try {
            while (true) {
                inputs.clear();
                outputs.clear();
                Frame question = line.receive(this::memory);
                answer.clear();
                try {
                    answer(question);
                } catch (BourdonException e) {
                    fail(question, e.code(), e.getMessage());
                } catch (RuntimeException | LinkageError e) {
                    e.printStackTrace();
                    fail(question, ErrorCode.ENGINE_FAILED, "the engine failed unexpectedly: " + e);
                }
            }
        } catch (EOFException e) {
            Main.end();
        } catch (IOException | RuntimeException | Error e) {
            // Without this thread the process is of no use, whatever ended it.
            Main.end("the line of answers broke", e);
        }
    }

    /** An engine may keep what a model was made of, inputs of a run it may not. */
    private ByteBuffer memory(Kind kind, int bytes) {
        return kind == Kind.OPEN ? ByteBuffer.allocateDirect(bytes) : inputs.take(bytes);
    }

    private void answer(Frame question) throws IOException, BourdonException {
        HeadReader head = question.head();
        switch (question.kind()) {
            case START -> start(question, head);
            case OPEN -> open(question, head);
            case PROBE -> {
                Device device = DeviceWire.read(head);
                head.end();
                answer.putText(engine.probe(device).orElse(""));
                line.send(Kind.PROBED, question.number(), answer);
            }
            case RUN, TRIM -> run(question, head.getInt(), head);
            case CLOSE -> {
                model(head.getInt()).close();
                head.end();
                line.send(Kind.CLOSED, question.number(), answer);
            }
            default -> throw new MalformedFrameException(question.kind() + " is no question");
        }
    }

    private void fail(Frame question, ErrorCode code, String message) throws IOException {
        line.send(Kind.FAILED, question.number(), answer.clear().putText(code.name()).putText(message));
    }

    private void start(Frame question, HeadReader head) throws IOException, BourdonException {
        String name = head.getText();
        Folders folders = new Folders(Path.of(head.getText()), Path.of(head.getText()));
        int count = head.getCount(MOST_SETTINGS);
        Map<String, String> values = HashMap.newHashMap(count);
        for (int i = 0; i < count; i++) {
            values.put(head.getText(), head.getText());
        }
        head.end();
        EngineFactory factory = ServiceLoader.load(EngineFactory.class).stream().map(ServiceLoader.Provider::get)
                .filter(candidate -> candidate.name().equals(name)).findFirst().orElseThrow(() -> new BourdonException(ErrorCode.UNSUPPORTED,
                        "the engine '" + name + "' cannot be isolated: its bundle has no " + EngineFactory.class.getSimpleName()));
        engine = factory.create(new EngineSettings(folders, values));
        line.send(Kind.READY, question.number(), answer);
    }

    private void open(Frame question, HeadReader head) throws IOException, BourdonException {
        int id = head.getInt();
        Device device = DeviceWire.read(head);
        ModelSource source = SourceWire.read(head, question.body());
        LoadedModel model = engine.open(source, device);
        models.put(id, model);
        SignatureWire.write(answer, model.signature());
        line.send(Kind.OPENED, question.number(), answer);
    }

    private void run(Frame question, int id, HeadReader head) throws IOException, BourdonException {
        StopSignal stop = stops.begin(question.number());
        LoadedModel model = models.get(id);
        if (model == null) {
            throw new BourdonException(ErrorCode.INTERNAL, "no model is open as " + id);
        }
        Tensors given = Tensors.of(TensorWire.read(head, question.body()));
        try (Tensors made = question.kind() == Kind.TRIM ? model.runAndTrim(given, stop) : model.run(given, stop)) {
            List<ByteBuffer> body = TensorWire.write(answer, made.byName(), outputs);
            line.send(Kind.RESULT, question.number(), answer, body);
        }
    }

    private LoadedModel model(int id) throws BourdonException {
        LoadedModel model = models.remove(id);
        if (model == null) {
            throw new BourdonException(ErrorCode.INTERNAL, "no model is open as " + id);
        }
        return model;
    }

    /** Until it is said which. */
    private static final class NoEngine implements Engine {

        @Override
        public String name() {
            return "none";
        }

        @Override
        public List<Device> devices() {
            return List.of(Device.CPU);
        }

        @Override
        public boolean reads(String fileName) {
            return false;
        }

        @Override
        public LoadedModel open(ModelSource source, Device device) throws BourdonException {
            throw new BourdonException(ErrorCode.INTERNAL, "no engine has been started in this process");
        }
    }
}
