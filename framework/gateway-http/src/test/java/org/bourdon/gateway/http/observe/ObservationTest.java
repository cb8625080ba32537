package org.bourdon.gateway.http.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Health;
import org.bourdon.gateway.http.JsonBody;
import org.junit.jupiter.api.Test;

import com.fasterxml.jackson.databind.node.ObjectNode;

class ObservationTest {

    private final Daemon ready = new QuietDaemon(new Health(true, 3, "ready; busy, 3 steps wait"));
    private final Daemon starting = new QuietDaemon(new Health(false, 0, "starting: no engine has arrived yet"));
    private final KeptExchange exchange = new KeptExchange();

    @Test
    void ready_is_a_200() throws Exception {
        new ReadyEndpoint(ready).serve(exchange);

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.json().path("ready").asBoolean()).isTrue();
        assertThat(exchange.headers).doesNotContainKey("Retry-After");
    }

    @Test
    void not_ready_is_a_503_with_the_reason() throws Exception {
        new ReadyEndpoint(starting).serve(exchange);

        assertThat(exchange.status).isEqualTo(503);
        assertThat(exchange.json().path("reason").asText()).isEqualTo("starting: no engine has arrived yet");
        assertThat(exchange.headers).containsEntry("Retry-After", "1");
    }

    @Test
    void alive_is_a_200_ready_or_not() throws Exception {
        new HealthEndpoint(starting).serve(exchange);

        assertThat(exchange.status).isEqualTo(200);
        assertThat(exchange.json().path("status").asText()).isEqualTo("healthy");
        assertThat(exchange.json().path("ready").asBoolean()).isFalse();
    }

    @Test
    void figures_come_in_the_format_that_prometheus_scrapes() throws Exception {
        new MetricsEndpoint(ready).serve(exchange);

        assertThat(exchange.mediaType).isEqualTo("text/plain; version=0.0.4; charset=utf-8");
        assertThat(exchange.body).endsWith("bourdon_sessions 2\n");
    }

    @Test
    void the_description_names_the_version_that_serves_it() throws Exception {
        new OpenApiEndpoint(ready).serve(exchange);

        assertThat(exchange.json().at("/info/version").asText()).isEqualTo("1.2.3");
    }

    @Test
    void status_tells_the_port_and_keeps_the_number_of_sessions_under_another_name() {
        ObjectNode status = JsonBody.object().put("sessions", 7);
        status.putArray("listeners").add("unix:/s").add("http://[::1]:4711");

        ObjectNode told = LauncherKeys.status(status);

        assertThat(told.path("port").asInt()).isEqualTo(4711);
        assertThat(told.path("speech_sessions").asInt()).isEqualTo(7);
        assertThat(told.path("sessions").isArray()).isTrue();
    }
}
