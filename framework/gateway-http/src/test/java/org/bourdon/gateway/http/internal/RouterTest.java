package org.bourdon.gateway.http.internal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;

import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.socket.SocketEndpoint;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {

    private final Router router = new Router();
    private final Endpoint page = endpoint("page");
    private final Endpoint models = endpoint("models");
    private final Endpoint speech = endpoint("speech");

    @BeforeEach
    void routes() {
        router.add(page, "GET", List.of("/", "/page/*"), true);
        router.add(models, "GET", List.of("/v1/models/*"), false);
        router.add(speech, "POST", List.of("/v1/audio/speech"), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"/", "/page", "/page/a.js", "/page/b/c"})
    void one_endpoint_answers_all_its_paths(String path) {
        assertThat(router.find("GET", path)).isEqualTo(new Router.Served(page, true));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1/models", "/v1/models/tts-1", "/v1/models/"})
    void head_follows_get(String path) {
        assertThat(router.find("HEAD", path)).isEqualTo(new Router.Served(models, false));
    }

    @ParameterizedTest
    @ValueSource(strings = {"/v1", "/v1/modelsX", "/pages", "/v1/audio/speech/", "/v1/audio/speech/stream", "", "/V1/MODELS"})
    void a_path_that_is_nobody_s_leads_nowhere(String path) {
        assertThat(router.find("GET", path)).isEqualTo(new Router.Nothing());
    }

    @Test
    void a_method_that_a_path_does_not_know_is_answered_with_those_it_knows() {
        router.add(endpoint("removal"), "DELETE", List.of("/v1/models/*"), false);

        assertThat(router.find("POST", "/v1/models/x")).isEqualTo(new Router.OtherMethods("DELETE, GET"));
        assertThat(router.find("get", "/v1/models/x")).isInstanceOf(Router.OtherMethods.class);
    }

    @Test
    void the_longest_path_that_fits_answers() {
        Endpoint one = endpoint("one");
        router.add(one, "GET", List.of("/v1/models/special/*"), false);

        assertThat(router.find("GET", "/v1/models/special/x")).isEqualTo(new Router.Served(one, false));
        router.remove(one);
        assertThat(router.find("GET", "/v1/models/special/x")).isEqualTo(new Router.Served(models, false));
    }

    @Test
    void a_socket_is_found_by_its_whole_path_until_it_leaves() {
        SocketEndpoint socket = client -> {
            throw new AssertionError("not called");
        };
        router.add(socket, "/ws");

        assertThat(router.socket("/ws")).contains(socket);
        assertThat(router.socket("/ws/")).isEmpty();
        router.remove(socket);
        assertThat(router.socket("/ws")).isEmpty();
    }

    private static Endpoint endpoint(String name) {
        return new Endpoint() {

            @Override
            public void serve(org.bourdon.gateway.http.Exchange exchange) {
                throw new AssertionError("not called");
            }

            @Override
            public String toString() {
                return name;
            }
        };
    }
}
