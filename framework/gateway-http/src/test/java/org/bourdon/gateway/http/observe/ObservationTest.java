package org.bourdon.gateway.http.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.annotation.Annotation;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Health;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.launcher.LauncherClients;
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
        new HealthEndpoint(starting, new LauncherClients(new NoSessions(), new AsShipped())).serve(exchange);

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
    void status_tells_the_port_the_audio_clients_and_their_sessions() {
        ObjectNode status = JsonBody.object().put("sessions", 7);
        status.putArray("listeners").add("unix:/s").add("http://[::1]:4711");
        status.putArray("audio_sessions").addObject().put("session", "a1");

        ObjectNode told = LauncherKeys.status(status, List.of(new LauncherClients.Client("c3", Instant.ofEpochMilli(7), Instant.ofEpochMilli(9), Optional.empty())));

        assertThat(told.path("port").asInt()).isEqualTo(4711);
        assertThat(told.path("speech_sessions").asInt()).isEqualTo(7);
        assertThat(told.at("/sessions/0/session").asText()).isEqualTo("a1");
        assertThat(told.path("clients").toString()).isEqualTo("[{\"id\":\"c3\",\"connectedAt\":7,\"sessionActive\":false}]");
    }

    private record AsShipped() implements LauncherClients.Settings {

        @Override
        public boolean stop_plays_out() {
            return true;
        }

        @Override
        public Class<? extends Annotation> annotationType() {
            return LauncherClients.Settings.class;
        }
    }
}
