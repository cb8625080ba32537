package org.bourdon.gateway.http.page;

import java.io.IOException;
import java.io.InputStream;
import java.util.Map;

import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.Exchange;
import org.bourdon.gateway.http.JsonBody;
import org.bourdon.gateway.http.Route;
import org.osgi.service.component.annotations.Component;

/** The web page: files of this bundle, and nothing from elsewhere. */
@Component(service = Endpoint.class)
@Route(method = "GET", path = {"/", "/page/*"}, open = true)
public final class PageEndpoint implements Endpoint {

    private static final Map<String, String> MEDIA_TYPES = Map.of("html", "text/html;charset=utf-8", "css", "text/css;charset=utf-8",
            "js", "text/javascript;charset=utf-8", "svg", "image/svg+xml");
    private static final String FOLDER = "/page/";

    @Override
    public void serve(Exchange exchange) throws IOException {
        String path = exchange.path().equals("/") ? FOLDER + "index.html" : exchange.path();
        String name = path.startsWith(FOLDER) ? path.substring(FOLDER.length()) : "";
        String mediaType = MEDIA_TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        try (InputStream file = name.matches("[a-z0-9-]+\\.[a-z]+") && mediaType != null ? PageEndpoint.class.getResourceAsStream(name) : null) {
            if (file == null) {
                JsonBody.refuse(exchange, 404, "not_found", "the page has no such file");
                return;
            }
            exchange.header("Content-Security-Policy", "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; "
                    + "media-src blob:; connect-src 'self'; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'");
            exchange.header("X-Content-Type-Options", "nosniff");
            exchange.header("Referrer-Policy", "no-referrer");
            exchange.header("Cache-Control", "no-cache");
            exchange.reply(200, mediaType, file.readAllBytes());
        }
    }
}
