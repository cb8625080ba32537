package org.bourdon.gateway.rpc;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** Where the one answer to a call goes; nowhere when the call came without an id. */
record Reply(Outbox outbox, JsonNode id) {

    void result(ObjectNode result) throws InterruptedException {
        if (!id.isMissingNode()) {
            outbox.put(Json.result(id, result));
        }
    }

    void error(RpcError error) throws InterruptedException {
        if (!id.isMissingNode()) {
            outbox.put(Json.error(id, error));
        }
    }
}
