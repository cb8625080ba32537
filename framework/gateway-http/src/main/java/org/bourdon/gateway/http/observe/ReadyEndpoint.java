package org.bourdon.gateway.http.observe;

import java.io.IOException;

import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.Health;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Whether a text would be spoken now: for whoever sends work only to those who can do it. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/ready", open = true)
public final class ReadyEndpoint implements Endpoint {

    private static final int OK = 200;
    private static final int UNAVAILABLE = 503;

    private final Daemon daemon;

    @Activate
    public ReadyEndpoint(@Reference Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        Health health = daemon.health();
        if (!health.ready()) {
            exchange.header("Retry-After", "1");
        }
        exchange.reply(health.ready() ? OK : UNAVAILABLE, JsonBody.MEDIA_TYPE, JsonBody.bytes(JsonBody.object().put("ready", health.ready())
                .put("queued", health.queued()).put("reason", health.reason())));
    }
}
