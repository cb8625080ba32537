package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.util.List;

import org.bourdon.error.BourdonException;
import org.bourdon.model.ModelControl;

import com.fasterxml.jackson.databind.JsonNode;

/** The calls about the life of models. */
record ModelCalls(ModelControl models) {

    static final List<String> METHODS =
            List.of("model.list", "model.info", "model.load", "model.unload", "model.reload", "model.pin", "model.unpin");

    private static final Duration PATIENCE = Duration.ofSeconds(50);

    /** @throws BourdonException INVALID_REQUEST for parameters that do not fit */
    RpcConnection.Work read(String method, JsonNode node) throws BourdonException {
        if (method.equals("model.list")) {
            new Params(method, node, List.of());
            return () -> Json.object().set("models", ModelJson.list(models.models()));
        }
        String name = new Params(method, node, List.of("name")).text("name");
        return () -> ModelJson.of(switch (method) {
            case "model.info" -> models.info(name);
            case "model.load" -> models.load(name, PATIENCE);
            case "model.unload" -> models.unload(name, PATIENCE);
            case "model.reload" -> models.reload(name, PATIENCE);
            case "model.pin" -> models.pin(name, PATIENCE);
            case "model.unpin" -> models.unpin(name);
            default -> throw new IllegalStateException("no call of ours: " + method);
        });
    }
}
