package org.bourdon.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import org.bourdon.engine.Device;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.Tensors;
import org.bourdon.engine.contract.TorchGraphs;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;

class DeviceTest {

    private static final Device MPS = new Device(Device.Kind.MPS, 0);
    private static final Device COREML = new Device(Device.Kind.COREML, 0);
    private static final Device CUDA = new Device(Device.Kind.CUDA, 0);

    private final DjlEngine engine = Torch.engine(CUDA, MPS, COREML, Device.CPU);

    @Test
    void the_cpu_can_be_used() {
        assertThat(engine.probe(Device.CPU)).isEmpty();
    }

    @Test
    void a_device_that_cannot_be_used_says_why_in_one_line() {
        assumeTrue(System.getProperty("os.name").equals("Linux"), "a Mac has MPS");
        assertThat(engine.probe(COREML)).hasValueSatisfying(why -> assertThat(why).contains("CoreML").doesNotContain("\n"));
        assertThat(engine.probe(MPS)).hasValueSatisfying(why -> assertThat(why).contains("mps").doesNotContain("\n"));
        if (!engine.probe(CUDA).isEmpty()) {
            assertThat(engine.probe(CUDA)).hasValueSatisfying(why -> assertThat(why).containsIgnoringCase("cuda").doesNotContain("\n"));
        }
    }

    @Test
    void natives_that_are_not_there_are_missed_by_name() {
        DjlEngine without = new DjlEngine(List.of(Device.CPU), 1, Optional.of(Path.of("/no/such/folder")));

        assertThat(without.probe(Device.CPU)).hasValueSatisfying(why -> assertThat(why).contains("/no/such/folder").doesNotContain("\n"));
        assertThatThrownBy(() -> without.open(new ModelSource.Bytes("model.pt", ByteBuffer.wrap(TorchGraphs.doubling())), Device.CPU))
                .satisfies(e -> assertThat(((BourdonException) e).code()).isEqualTo(ErrorCode.ENGINE_FAILED));
    }

    @Test
    void an_undeclared_model_takes_what_its_code_takes_and_names_its_outputs_by_number() throws Exception {
        StopSignal never = new StopSignal();
        try (LoadedModel model = engine.open(new ModelSource.Bytes("model.pt", ByteBuffer.wrap(TorchGraphs.undeclared())), Device.CPU);
                Tensors outputs = model.run(Tensors.of(Map.of("x", Tensor.Floats.of(new float[] {1, 2}, 2), "n", Tensor.Ints.of(new int[] {7}, 1))), never)) {
            assertThat(outputs.floats("0").data().get(1)).isEqualTo(4);
            assertThat(((Tensor.Ints) outputs.byName().get("1")).data().get(0)).isEqualTo(7);
        }
    }
}
