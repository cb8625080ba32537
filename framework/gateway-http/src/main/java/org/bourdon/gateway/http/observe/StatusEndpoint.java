package org.bourdon.gateway.http.observe;

import java.io.IOException;

import org.bourdon.daemon.Daemon;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.bourdon.gateway.launcher.LauncherClients;
import org.bourdon.gateway.rpc.DaemonAnswers;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** What the native {@code status} tells, and under the names that launcher clients know. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/status")
public final class StatusEndpoint implements Endpoint {

    private final Daemon daemon;
    private final LauncherClients launchers;

    @Activate
    public StatusEndpoint(@Reference Daemon daemon, @Reference LauncherClients launchers) {
        this.daemon = daemon;
        this.launchers = launchers;
    }

    @Override
    public void serve(Exchange exchange) throws IOException {
        JsonBody.reply(exchange, LauncherKeys.status(DaemonAnswers.status(daemon), launchers.clients()));
    }
}
