package org.bourdon.engine.onnx;

import java.util.List;
import java.util.Locale;
import java.util.Optional;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.onnx.library.OnnxLibrary;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/** Runs ONNX models with ONNX Runtime. */
@Component(service = Engine.class, property = "engine=onnx", configurationPid = "org.bourdon.onnx")
@Designate(ocd = OnnxEngine.Settings.class)
public final class OnnxEngine implements Engine {

    @ObjectClassDefinition(name = "ONNX Runtime")
    public @interface Settings {

        @AttributeDefinition(name = "Device", description = "cpu, cuda:N, coreml; several in order of preference, parted by commas")
        String device() default "cpu";

        @AttributeDefinition(name = "Threads in an operator", description = "1 to 64; more than 2 rarely pays for voices", min = "1", max = "64")
        int intra_op_threads() default 1;

        @AttributeDefinition(name = "Arena", description = "Keeps working memory between runs: faster, and bigger until a lane rests")
        boolean arena() default true;

        @AttributeDefinition(name = "Memory pattern", description = "Plans memory by input shape; grows without bound when lengths vary, as they do in speech")
        boolean memory_pattern() default false;

        @AttributeDefinition(name = "Spinning", description = "Idle threads wait busily: 5 to 7 times the CPU time under traffic")
        boolean spinning() default false;

        @AttributeDefinition(name = "Log level", description = "Below FATAL each run that is told to stop prints a line on stderr")
        NativeLog log_level() default NativeLog.FATAL;

        @AttributeDefinition(name = "Isolation", description = "In the daemon's own process, or in one a lane", options = {
            @Option(label = "in the daemon", value = "none"), @Option(label = "in processes of its own", value = "process")})
        String isolation() default "none";
    }

    private final SessionSettings settings;
    private final List<Device> devices;

    @Activate
    public OnnxEngine(Settings settings) {
        this(new SessionSettings(settings.intra_op_threads(), settings.arena(), settings.memory_pattern(), settings.spinning(),
                settings.log_level()), Device.list(settings.device()));
    }

    /** On the CPU. */
    public OnnxEngine(SessionSettings settings) {
        this(settings, List.of(Device.CPU));
    }

    public OnnxEngine(SessionSettings settings, List<Device> devices) {
        this.settings = settings;
        this.devices = List.copyOf(devices);
    }

    @Override
    public String name() {
        return "onnx";
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public Optional<String> probe(Device device) {
        try {
            environment();
            return Provider.probe(device);
        } catch (BourdonException e) {
            return Optional.of(e.getMessage());
        }
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".onnx");
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        if (!devices().contains(device)) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "the onnx engine runs on " + devices() + ", not on " + device);
        }
        OrtEnvironment environment = environment();
        try {
            OrtSession session = new SessionFactory(environment, settings, device).open(source);
            try {
                return new OnnxModel(source.name(), environment, session, settings.log());
            } catch (OrtException | RuntimeException e) {
                session.close();
                throw e;
            }
        } catch (OrtException e) {
            throw Failures.opening(source.name(), e);
        }
    }

    private static OrtEnvironment environment() throws BourdonException {
        try {
            return OnnxLibrary.environment();
        } catch (LinkageError | IllegalStateException e) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, "ONNX Runtime does not start: " + Failures.line(e), e);
        }
    }
}
