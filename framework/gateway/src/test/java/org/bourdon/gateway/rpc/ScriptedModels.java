package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.time.Instant;
import java.util.Collections;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.model.ModelControl;
import org.bourdon.model.ModelHold;
import org.bourdon.model.ModelInfo;
import org.bourdon.model.ModelMemory;
import org.bourdon.model.ModelState;

/** Models of which it is only noted what is wanted of them. */
final class ScriptedModels implements ModelControl {

    final List<String> calls = Collections.synchronizedList(new ArrayList<>());

    @Override
    public List<ModelInfo> models() {
        return List.of(new ModelInfo("good", "streaming", Optional.of("onnx"), Optional.of("cpu"), Optional.of("1f-2"), ModelState.LOADED, Optional.empty(),
                true, true, 1, 2, List.of("lane-onnx-cpu0"), Optional.of(Instant.EPOCH), Optional.of(Duration.ofNanos(12_500_000)),
                Optional.of(new ModelMemory(10, 20)), Optional.empty(), Optional.of("old"), 5, Optional.empty()));
    }

    @Override
    public ModelInfo info(String name) throws BourdonException {
        return note("info", name);
    }

    @Override
    public ModelInfo load(String name, Duration patience) throws BourdonException {
        return note("load", name);
    }

    @Override
    public ModelInfo unload(String name, Duration patience) throws BourdonException {
        return note("unload", name);
    }

    @Override
    public ModelInfo reload(String name, Duration patience) throws BourdonException {
        return note("reload", name);
    }

    @Override
    public ModelInfo pin(String name, Duration patience) throws BourdonException {
        return note("pin", name);
    }

    @Override
    public ModelInfo unpin(String name) throws BourdonException {
        return note("unpin", name);
    }

    @Override
    public ModelHold hold(Set<String> names, Duration patience) {
        throw new IllegalStateException("a gateway leases, it does not hold");
    }

    private ModelInfo note(String call, String name) throws BourdonException {
        if (name.equals("nobody")) {
            throw new BourdonException(ErrorCode.VOICE_NOT_FOUND, "no voice is called 'nobody'");
        }
        calls.add(call + " " + name);
        return models().getFirst();
    }
}
