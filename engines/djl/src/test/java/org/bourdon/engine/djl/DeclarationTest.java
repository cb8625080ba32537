package org.bourdon.engine.djl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

import org.bourdon.engine.Signature;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.engine.contract.TorchGraphs;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DeclarationTest {

    @Test
    void a_file_that_tells_its_signature_is_believed() throws Exception {
        Signature signature = signature(TorchGraphs.doubling());

        assertThat(signature.inputs()).containsExactly(new TensorSpec("x", ElementType.FLOAT32, List.of(1L, -1L)), new TensorSpec("n", ElementType.INT64, List.of(2L)));
        assertThat(signature.outputs()).containsExactly(new TensorSpec("y", ElementType.FLOAT32, List.of(1L, -1L)), new TensorSpec("m", ElementType.INT64, List.of(2L)));
    }

    @Test
    void of_any_other_the_code_tells_the_inputs_names_and_how_many_outputs_there_are() throws Exception {
        Signature signature = signature(TorchGraphs.undeclared());

        assertThat(signature.inputs()).containsExactly(TensorSpec.untold("x"), TensorSpec.untold("n"));
        assertThat(signature.outputs()).containsExactly(TensorSpec.untold("0"), TensorSpec.untold("1"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "x: Tensor|Tensor|(x: FLOAT32 [2]) -> (y: INT32 [])|",
        "x: Tensor|Tensor|(z: FLOAT32 [2]) -> (y: INT32 [])|its signature names the inputs [z] and 1 outputs, its forward the inputs [x] and 1 outputs",
        "x: Tensor|Tensor|(x: FLOAT32 [2]) -> (y: INT8 [])|its signature cannot be read from 'y: INT8 []' on",
        "x: Tensor|Tensor|nonsense|its signature is not of the form (name: TYPE [axes], …) -> (name: TYPE [axes], …)",
        "x: List[int]|Tensor||its forward takes 'x: List[int]' where one tensor or more are due",
        "x: Tensor|Dict[str, Tensor]||its forward returns Dict[str, Tensor]; tensors are due",
    })
    void what_does_not_agree_is_told_in_one_line(String parameters, String returned, String declared, String why) throws Exception {
        byte[] file = file(parameters, returned, declared);
        if (why == null) {
            assertThat(signature(file).outputs()).containsExactly(new TensorSpec("y", ElementType.INT32, List.of()));
        } else {
            assertThatThrownBy(() -> signature(file)).hasMessage("model.pt is damaged or no TorchScript model: " + why)
                    .satisfies(e -> assertThat(((BourdonException) e).code()).isEqualTo(ErrorCode.INVALID_REQUEST));
        }
    }

    private static Signature signature(byte[] file) throws BourdonException, IOException {
        return Declaration.read("model.pt", new Archive(ByteBuffer.wrap(file)));
    }

    private static byte[] file(String parameters, String returned, String declared) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
            entry(zip, "model/data.pkl", "c__torch__.inner\nVoice\n.");
            entry(zip, "model/code/__torch__/inner.py", "class Other(Module):\n  def forward(self: __torch__.inner.Other,\n    a: int) -> int:\n    return a\n"
                    + "class Voice(Module):\n  def forward(self: __torch__.inner.Voice,\n    " + parameters + ") -> " + returned + ":\n    return x\n");
            if (declared != null) {
                entry(zip, "model/extra/signature", declared);
            }
        }
        return bytes.toByteArray();
    }

    private static void entry(ZipOutputStream zip, String name, String text) throws IOException {
        zip.putNextEntry(new ZipEntry(name));
        zip.write(text.getBytes(StandardCharsets.UTF_8));
        zip.closeEntry();
    }
}
