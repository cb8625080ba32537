package org.bourdon.gateway.http.observe;

import java.io.IOException;
import java.nio.charset.StandardCharsets;

import org.bourdon.daemon.Daemon;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.Route;
import org.bourdon.gateway.metric.PrometheusText;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** All figures, as Prometheus scrapes them. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/metrics")
public final class MetricsEndpoint implements Endpoint {

    private static final int OK = 200;

    private final Daemon daemon;

    @Activate
    public MetricsEndpoint(@Reference Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        exchange.reply(OK, PrometheusText.CONTENT_TYPE, PrometheusText.of(daemon.metrics()).getBytes(StandardCharsets.UTF_8));
    }
}
