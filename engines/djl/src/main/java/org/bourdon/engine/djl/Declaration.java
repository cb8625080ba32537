package org.bourdon.engine.djl;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;

import org.bourdon.engine.Signature;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.bourdon.error.BourdonException;

/**
 * Finds a TorchScript file's signature.
 * <p>
 * PyTorch itself knows no more of a {@code forward} than the names of its parameters and how many tensors it returns. That much is
 * read from the file's own code: the outputs are then called {@code 0}, {@code 1} … and types and shapes are
 * {@link ElementType#UNTOLD}. A file may tell more in an extra file called {@code signature}, which an exporter adds in one line:
 * <pre>
 * module.save("voice.pt", _extra_files={"signature": "(x: FLOAT32 [1, -1], n: INT64 [2]) -> (y: FLOAT32 [1, -1])"})
 * </pre>
 */
final class Declaration {

    private static final String EXTRA = "extra/signature";
    /** The pickled object's class, named before anything else in it. */
    private static final Pattern ROOT = Pattern.compile("c__torch__([\\w.]*)\n(\\w+)\n");
    private static final String FORWARD = "class %s\\(Module\\):.*?def forward\\(self: [\\w.]+,?\\s*(.*?)\\) -> (.*?):\n";
    private static final Pattern SIDES = Pattern.compile("\\((.*)\\)\\s*->\\s*\\((.*)\\)", Pattern.DOTALL);
    private static final Pattern SPEC = Pattern.compile("\\s*(\\w+)\\s*:\\s*(FLOAT32|INT32|INT64)\\s*\\[([-\\d\\s,]*)]\\s*(?:,|$)");
    private static final Pattern TUPLE = Pattern.compile("Tuple\\[(.*)]");
    private static final String TENSOR = "Tensor";

    private Declaration() {
    }

    /** @throws BourdonException INVALID_REQUEST for a file that is no TorchScript, takes or gives other things than tensors, or contradicts itself */
    static Signature read(String model, Archive archive) throws BourdonException {
        try {
            Signature plain = ofCode(model, archive);
            Optional<String> declared = archive.text(EXTRA);
            return declared.isPresent() ? agreed(model, plain, ofText(model, declared.get())) : plain;
        } catch (IOException e) {
            throw Failures.damaged(model, e.getMessage());
        }
    }

    private static Signature ofCode(String model, Archive archive) throws IOException, BourdonException {
        Matcher root = ROOT.matcher(archive.text("data.pkl").orElseThrow(() -> new IOException("it has no data.pkl")));
        if (!root.find()) {
            throw new IOException("its data.pkl names no class");
        }
        String file = "code/__torch__" + root.group(1).replace('.', '/') + ".py";
        String code = archive.text(file).orElseThrow(() -> new IOException("it has no " + file));
        Matcher forward = Pattern.compile(FORWARD.formatted(root.group(2)), Pattern.DOTALL).matcher(code);
        if (!forward.find()) {
            throw new IOException("its class " + root.group(2) + " has no method forward");
        }
        return new Signature(parameters(model, forward.group(1)), returned(model, forward.group(2).strip()));
    }

    private static List<TensorSpec> parameters(String model, String parameters) throws BourdonException {
        List<TensorSpec> specs = new ArrayList<>();
        for (String parameter : parameters.split(",\\s*")) {
            String[] parts = parameter.split(":\\s*", 2);
            if (parts.length != 2 || !parts[1].strip().equals(TENSOR)) {
                throw Failures.damaged(model, "its forward takes '" + parameter.strip() + "' where one tensor or more are due");
            }
            specs.add(TensorSpec.untold(parts[0].strip()));
        }
        return specs;
    }

    private static List<TensorSpec> returned(String model, String type) throws BourdonException {
        Matcher tuple = TUPLE.matcher(type);
        String[] types = (tuple.matches() ? tuple.group(1) : type).split(",\\s*");
        if (!Arrays.stream(types).allMatch(TENSOR::equals)) {
            throw Failures.damaged(model, "its forward returns " + type + "; tensors are due");
        }
        return IntStream.range(0, types.length).mapToObj(index -> TensorSpec.untold(Integer.toString(index))).toList();
    }

    private static Signature ofText(String model, String text) throws BourdonException {
        Matcher sides = SIDES.matcher(text.strip());
        if (!sides.matches()) {
            throw Failures.damaged(model, "its signature is not of the form (name: TYPE [axes], …) -> (name: TYPE [axes], …)");
        }
        return new Signature(specs(model, sides.group(1)), specs(model, sides.group(2)));
    }

    private static List<TensorSpec> specs(String model, String text) throws BourdonException {
        List<TensorSpec> specs = new ArrayList<>();
        Matcher spec = SPEC.matcher(text);
        int at = 0;
        while (spec.find(at) && spec.start() == at && at < text.length()) {
            List<Long> axes = Arrays.stream(spec.group(3).split(",")).map(String::strip).filter(axis -> !axis.isEmpty()).map(Long::valueOf).toList();
            specs.add(new TensorSpec(spec.group(1), ElementType.valueOf(spec.group(2)), axes));
            at = spec.end();
        }
        if (at < text.length()) {
            throw Failures.damaged(model, "its signature cannot be read from '" + text.substring(at).strip() + "' on");
        }
        return specs;
    }

    private static Signature agreed(String model, Signature code, Signature declared) throws BourdonException {
        if (!names(code.inputs()).equals(names(declared.inputs())) || code.outputs().size() != declared.outputs().size()) {
            throw Failures.damaged(model, "its signature names the inputs " + names(declared.inputs()) + " and " + declared.outputs().size()
                    + " outputs, its forward the inputs " + names(code.inputs()) + " and " + code.outputs().size() + " outputs");
        }
        return declared;
    }

    private static List<String> names(List<TensorSpec> specs) {
        return specs.stream().map(TensorSpec::name).toList();
    }
}
