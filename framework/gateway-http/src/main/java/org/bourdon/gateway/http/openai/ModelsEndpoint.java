package org.bourdon.gateway.http.openai;

import java.io.IOException;
import java.util.List;

import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.osgi.service.component.annotations.Component;

import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * The models, as the OpenAI API has them. Here the voice decides who speaks; a request may name any model, and these are the names that
 * clients look for.
 */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/v1/models/*")
public final class ModelsEndpoint implements Endpoint {

    private static final List<String> MODELS = List.of("bourdon", "tts-1", "tts-1-hd", "gpt-4o-mini-tts");
    private static final String PATH = "/v1/models";

    @Override
    public void serve(Exchange exchange) throws IOException {
        String id = exchange.path().substring(PATH.length()).replaceFirst("^/", "");
        if (id.isEmpty()) {
            JsonBody.reply(exchange, list());
        } else if (MODELS.contains(id)) {
            JsonBody.reply(exchange, model(id));
        } else {
            JsonBody.refuse(exchange, 404, "model_not_found", "there is no model of that name; there are " + String.join(", ", MODELS));
        }
    }

    private static ObjectNode list() {
        ObjectNode body = JsonBody.object().put("object", "list");
        var data = body.putArray("data");
        MODELS.forEach(id -> data.add(model(id)));
        return body;
    }

    private static ObjectNode model(String id) {
        // The day of the API that the shape was taken from: nothing here was made at one moment.
        return JsonBody.object().put("id", id).put("object", "model").put("created", 1_700_000_000L).put("owned_by", "bourdon");
    }
}
