package org.bourdon.itest;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/**
 * The OpenAPI description that a daemon serves, to hold its answers against. Clients must bear members that they do not know; here an answer
 * may have none that is not described.
 */
final class ApiDescription {

    private static final String PLACE = "https://bourdon.test/openapi.json";

    private final JsonNode document;
    private final SchemaRegistry schemas;

    ApiDescription(JsonNode document) {
        this.document = document;
        JsonNode strict = document.deepCopy();
        nothingElse(strict);
        this.schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12, builder -> builder.schemas(Map.of(PLACE, strict.toString())));
    }

    private static void nothingElse(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("properties").isObject() && object.path("type").toString().contains("object")) {
            object.put("additionalProperties", false);
        }
        node.forEach(ApiDescription::nothingElse);
    }

    /** Holds an answer against what is said of its path, method, status and media type. */
    void describes(String method, String path, HttpResponse<byte[]> answer) throws IOException {
        String what = method + " " + path + " → " + answer.statusCode();
        String template = paths().stream().filter(one -> path.matches(one.replaceAll("\\{[^}]*}", "[^/]+"))).findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not described"));
        JsonNode operation = document.path("paths").path(template).path(method.toLowerCase(Locale.ROOT));
        JsonNode response = resolved(operation.path("responses").path(Integer.toString(answer.statusCode())));
        assertThat(response.isMissingNode()).as("%s is not described: %s", what, HttpApi.text(answer)).isFalse();
        String mediaType = answer.headers().firstValue("Content-Type").orElseThrow(() -> new AssertionError(what + " has no media type"));
        JsonNode content = response.path("content").path(mediaType.replaceFirst(";.*", ""));
        assertThat(content.isMissingNode()).as("%s as %s is not described", what, mediaType).isFalse();
        assertThat(answer.headers().firstValue("x-request-id")).as("request id of %s", what).isPresent();
        Set<String> ours = answer.headers().map().keySet().stream().filter(name -> name.startsWith("x-") || name.equalsIgnoreCase("Retry-After"))
                .map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        Set<String> described = names(response.path("headers")).stream().map(name -> name.toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
        assertThat(described).as("headers described of %s", what).containsAll(ours);
        if (mediaType.startsWith("application/json")) {
            fits(what, HttpApi.json(answer), content.path("schema").path("$ref").asText("#"));
        }
    }

    /** Holds a part of an answer against a schema of the description, by its name. */
    void fits(String what, JsonNode part, String schema) {
        if (schema.equals("#")) {
            return;
        }
        Schema found = schemas.getSchema(SchemaLocation.of(PLACE + schema));
        assertThat(found.validate(part)).as("%s against %s: %s", what, schema, part).isEmpty();
    }

    List<String> paths() {
        return names(document.path("paths"));
    }

    /** {@code GET /health} and so on. */
    Set<String> operations() {
        return paths().stream().flatMap(path -> names(document.path("paths").path(path)).stream()
                .map(method -> method.toUpperCase(Locale.ROOT) + " " + path)).collect(Collectors.toSet());
    }

    String prose() {
        return document.at("/info/description").asText();
    }

    private static List<String> names(JsonNode object) {
        return object.propertyStream().map(Map.Entry::getKey).toList();
    }

    private JsonNode resolved(JsonNode node) {
        String reference = node.path("$ref").asText();
        return reference.isEmpty() ? node : document.at(reference.substring(1));
    }
}
