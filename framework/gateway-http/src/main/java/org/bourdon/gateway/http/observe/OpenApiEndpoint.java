package org.bourdon.gateway.http.observe;

import java.io.IOException;
import java.io.InputStream;

import org.bourdon.daemon.Daemon;
import org.bourdon.error.BourdonException;
import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

import com.fasterxml.jackson.databind.node.ObjectNode;

/** The description of everything that is served over HTTP; its text is kept by hand beside this class, and tests hold the daemon to it. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = "/openapi.json", open = true)
public final class OpenApiEndpoint implements Endpoint {

    private final Daemon daemon;

    @Activate
    public OpenApiEndpoint(@Reference Daemon daemon) {
        this.daemon = daemon;
    }

    @Override
    public void serve(Exchange exchange) throws BourdonException, IOException {
        ObjectNode description = JsonBody.read(text());
        description.withObject("/info").put("version", daemon.version());
        JsonBody.reply(exchange, description);
    }

    private static byte[] text() throws IOException {
        try (InputStream text = OpenApiEndpoint.class.getResourceAsStream("openapi.json")) {
            if (text == null) {
                throw new IllegalStateException("the description is not in this bundle");
            }
            return text.readAllBytes();
        }
    }
}
