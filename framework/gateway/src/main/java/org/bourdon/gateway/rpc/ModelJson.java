package org.bourdon.gateway.rpc;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import org.bourdon.model.ModelInfo;
import org.bourdon.model.ModelMemory;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Models in the stable names of the API; times are ISO 8601, in UTC. */
final class ModelJson {

    private ModelJson() {
    }

    static ArrayNode list(List<ModelInfo> models) {
        ArrayNode array = Json.object().arrayNode();
        models.forEach(model -> array.add(of(model)));
        return array;
    }

    static ObjectNode of(ModelInfo model) {
        ObjectNode node = Json.object().put("name", model.name()).put("format", model.format()).put("engine", model.engine().orElse(null))
                .put("device", model.device().orElse(null)).put("version", model.version().orElse(null))
                .put("state", model.state().name().toLowerCase(Locale.ROOT)).put("reason", model.reason().orElse(null))
                .put("default", model.isDefault()).put("pinned", model.pinned()).put("leases", model.leases()).put("requests", model.requests());
        model.lanes().forEach(node.putArray("lanes")::add);
        node.put("loaded_at", time(model.loadedAt())).put("load_ms", model.loadTime().map(Duration::toNanos).map(nanos -> nanos / 1e6).orElse(null));
        memory(node, "load_memory", model.load());
        memory(node, "unload_memory", model.unload());
        return node.put("remark", model.remark().orElse(null)).put("disk_bytes", model.diskBytes()).put("last_used", time(model.lastUsed()));
    }

    private static void memory(ObjectNode node, String name, Optional<ModelMemory> memory) {
        if (memory.isPresent()) {
            node.putObject(name).put("before_bytes", memory.get().beforeBytes()).put("after_bytes", memory.get().afterBytes());
        } else {
            node.putNull(name);
        }
    }

    private static String time(Optional<Instant> time) {
        return time.map(Instant::toString).orElse(null);
    }
}
