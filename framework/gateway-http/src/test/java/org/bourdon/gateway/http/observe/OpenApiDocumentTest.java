package org.bourdon.gateway.http.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.networknt.schema.InputFormat;
import com.networknt.schema.Schema;
import com.networknt.schema.SchemaLocation;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;

/** The description of the HTTP API is one that tools can read; that the daemon keeps to it is shown by the integration tests. */
class OpenApiDocumentTest {

    private static final JsonMapper MAPPER = new JsonMapper();

    private final SchemaRegistry schemas = SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12);

    @Test
    void the_description_is_valid_openapi() throws IOException {
        Schema openApi = schemas.getSchema(text("openapi-3.1.schema.json"), InputFormat.JSON);

        assertThat(openApi.validate(text("openapi.json"), InputFormat.JSON)).isEmpty();
    }

    @Test
    void every_schema_in_it_is_valid_json_schema() throws IOException {
        Schema metaSchema = schemas.getSchema(SchemaLocation.of(SpecificationVersion.DRAFT_2020_12.getDialectId()));

        List<Map.Entry<String, JsonNode>> described = document().at("/components/schemas").propertyStream().toList();
        assertThat(described).isNotEmpty();
        described.forEach(schema -> assertThat(metaSchema.validate(schema.getValue())).as(schema.getKey()).isEmpty());
    }

    @Test
    void every_reference_leads_somewhere_and_everything_is_referred_to() throws IOException {
        JsonNode document = document();
        Set<String> references = new TreeSet<>();
        document.findValues("$ref").forEach(reference -> references.add(reference.asText()));

        assertThat(references).allSatisfy(reference -> assertThat(document.at(reference.substring(1)).isMissingNode()).as(reference + " is missing").isFalse());
        // An event of the stream is no body that OpenAPI could point at.
        List<String> unused = document.at("/components/schemas").propertyStream().map(Map.Entry::getKey)
                .filter(name -> !name.equals("SpeechEvent") && !references.contains("#/components/schemas/" + name)).toList();
        assertThat(unused).as("schemas that nothing refers to").isEmpty();
    }

    private JsonNode document() throws IOException {
        return MAPPER.readTree(text("openapi.json"));
    }

    private String text(String name) throws IOException {
        try (InputStream in = OpenApiDocumentTest.class.getResourceAsStream(name)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }
}
