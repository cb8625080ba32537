package org.bourdon.engine.djl;

import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Optional;

import ai.djl.engine.EngineException;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.JniUtils;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.djl.library.DjlLibrary;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.osgi.service.metatype.annotations.Option;

/**
 * Runs TorchScript models with PyTorch, through DJL.
 * <p>
 * A run of PyTorch cannot be told to stop: one that is stopped ends as CANCELLED when it would have ended anyway, and its lane is
 * not free before. Whatever must end in time is therefore run in a process of its own, which can be ended.
 */
@Component(service = Engine.class, property = "engine=djl", configurationPid = "org.bourdon.djl")
@Designate(ocd = DjlEngine.Settings.class)
public final class DjlEngine implements Engine {

    @ObjectClassDefinition(name = "DJL with PyTorch")
    public @interface Settings {

        @AttributeDefinition(name = "Device", description = "cpu, cuda:N or mps; several by commas, the preferred one first")
        String device() default "cpu";

        @AttributeDefinition(name = "Threads in an operator", description = "1 to 64; more than 1 collapses when several lanes are busy", min = "1", max = "64")
        int intra_op_threads() default 1;

        @AttributeDefinition(name = "Natives", description = "A folder with libtorch 2.7.1 and DJL's binding to it, as for CUDA; empty for what came with the engine")
        String natives() default "";

        @AttributeDefinition(name = "Isolation", description = "In the daemon's own process, or in one a lane", options = {
            @Option(label = "in the daemon", value = "none"), @Option(label = "in processes of its own", value = "process")})
        String isolation() default "process";
    }

    private final List<Device> devices;
    private final int threads;
    private final Optional<Path> natives;

    @Activate
    public DjlEngine(Settings settings) {
        this(Device.list(settings.device()), settings.intra_op_threads(),
                Optional.of(settings.natives()).filter(folder -> !folder.isBlank()).map(Path::of));
    }

    /**
     * @param threads in an operator, 1 to 64
     * @param natives a folder of native libraries; empty for the one beside the library's jar
     */
    public DjlEngine(List<Device> devices, int threads, Optional<Path> natives) {
        this.devices = List.copyOf(devices);
        this.threads = threads;
        this.natives = Objects.requireNonNull(natives);
        if (threads < 1 || threads > 64) {
            throw new IllegalArgumentException("intra.op.threads is " + threads + "; it lies between 1 and 64");
        }
    }

    @Override
    public String name() {
        return "djl";
    }

    @Override
    public List<Device> devices() {
        return devices;
    }

    @Override
    public Optional<String> probe(Device device) {
        if (device.kind() == Device.Kind.COREML) {
            return Optional.of("PyTorch does not compute with CoreML; on a Mac its GPU is mps");
        }
        try (PtNDManager manager = manager(device)) {
            if (device.kind() == Device.Kind.CUDA && !torch().hasCapability("CUDA")) {
                return Optional.of("the PyTorch in " + natives() + " computes without CUDA; natives has to name a folder with libtorch for CUDA 12.8");
            }
            manager.zeros(new Shape(1)).toFloatArray();
            return Optional.empty();
        } catch (BourdonException e) {
            return Optional.of(e.getMessage());
        } catch (EngineException | IllegalArgumentException e) {
            return Optional.of("PyTorch cannot use " + device + ": " + Failures.line(e));
        }
    }

    @Override
    public boolean reads(String fileName) {
        return fileName.toLowerCase(Locale.ROOT).endsWith(".pt");
    }

    @Override
    public LoadedModel open(ModelSource source, Device device) throws BourdonException {
        if (!devices.contains(device)) {
            throw new BourdonException(ErrorCode.INVALID_REQUEST, "the djl engine runs on " + devices + ", not on " + device);
        }
        TorchScript script = TorchScript.of(source);
        PtNDManager manager = manager(device);
        try {
            return new DjlModel(source.name(), script.signature(), manager, script.load(manager), device);
        } catch (BourdonException | RuntimeException e) {
            manager.close();
            throw e;
        }
    }

    /** Of a model: all that is native hangs on it. */
    private PtNDManager manager(Device device) throws BourdonException {
        ai.djl.engine.Engine torch = torch();
        try {
            // All three go for the calling thread only.
            JniUtils.setGradMode(false);
            JniUtils.setGraphExecutorOptimize(false);
            JniUtils.setNumThreads(threads);
            return (PtNDManager) torch.newBaseManager(of(device));
        } catch (EngineException e) {
            throw Failures.of("PyTorch cannot use " + device, e);
        }
    }

    private ai.djl.engine.Engine torch() throws BourdonException {
        try {
            return DjlLibrary.start(natives());
        } catch (LinkageError | IllegalStateException e) {
            throw new BourdonException(ErrorCode.ENGINE_FAILED, Failures.line(e), e);
        }
    }

    private Path natives() {
        return natives.orElseGet(DjlLibrary::bundledNatives);
    }

    private static ai.djl.Device of(Device device) {
        return switch (device.kind()) {
            case CPU -> ai.djl.Device.cpu();
            case CUDA -> ai.djl.Device.gpu(device.index());
            case MPS -> ai.djl.Device.of("mps", -1);
            case COREML -> throw new IllegalArgumentException("PyTorch does not compute with CoreML");
        };
    }
}
