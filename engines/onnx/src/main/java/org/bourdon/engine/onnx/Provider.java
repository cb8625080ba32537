package org.bourdon.engine.onnx;

import java.util.Optional;
import java.util.stream.Collectors;

import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;

import org.bourdon.engine.Device;

/** What ONNX Runtime calls a device: an execution provider. */
final class Provider {

    private Provider() {
    }

    /** Empty when sessions can be opened on the device, else why not. */
    static Optional<String> probe(Device device) {
        if (device.kind() == Device.Kind.MPS) {
            return Optional.of("ONNX Runtime has no mps; its way to Apple's processors is coreml");
        }
        OrtProvider wanted = device.kind() == Device.Kind.CUDA ? OrtProvider.CUDA : device.kind() == Device.Kind.COREML ? OrtProvider.CORE_ML : OrtProvider.CPU;
        var built = OrtEnvironment.getAvailableProviders();
        if (!built.contains(wanted)) {
            return Optional.of("this build of ONNX Runtime has no " + wanted.getName() + "; it has "
                    + built.stream().map(OrtProvider::getName).sorted().collect(Collectors.joining(", ")));
        }
        try (SessionOptions options = new SessionOptions()) {
            addTo(options, device);
            return Optional.empty();
        } catch (OrtException e) {
            return Optional.of(Failures.line(e));
        }
    }

    /** Sessions opened with these options run on the device, and on the CPU what the device cannot do. */
    static void addTo(SessionOptions options, Device device) throws OrtException {
        switch (device.kind()) {
            case CPU -> { }
            case CUDA -> options.addCUDA(device.index());
            case COREML -> options.addCoreML();
            case MPS -> throw new IllegalArgumentException("ONNX Runtime has no mps");
        }
    }
}
