package org.bourdon.client.catalogue;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The way out as {@code https_proxy}, {@code http_proxy}, {@code all_proxy} and {@code no_proxy} say it, else as the JVM does. */
final class EnvironmentProxy extends ProxySelector {

    private static final int USUAL_PORT = 80;

    private final Map<String, String> variables;

    EnvironmentProxy(Map<String, String> variables) {
        this.variables = variables;
    }

    @Override
    public List<Proxy> select(URI target) {
        Optional<String> named = variable(target.getScheme() + "_proxy").or(() -> variable("all_proxy"));
        if (named.isEmpty()) {
            ProxySelector usual = ProxySelector.getDefault();
            return usual == null ? List.of(Proxy.NO_PROXY) : usual.select(target);
        }
        return isExcepted(target.getHost()) ? List.of(Proxy.NO_PROXY) : List.of(proxy(named.get()));
    }

    @Override
    public void connectFailed(URI target, SocketAddress proxy, IOException failure) {
        // The request fails with it, and says so.
    }

    private Optional<String> variable(String name) {
        // HTTP_PROXY in capitals could come from a request's header where a server runs this.
        return Optional.ofNullable(variables.get(name)).or(() -> name.equals("http_proxy") ? Optional.empty() : Optional.ofNullable(variables.get(name.toUpperCase(Locale.ROOT))))
                .map(String::strip).filter(value -> !value.isEmpty());
    }

    private boolean isExcepted(String host) {
        for (String exception : variable("no_proxy").orElse("").split("[,\\s]+")) {
            String name = exception.replaceFirst("^\\*?\\.", "").toLowerCase(Locale.ROOT);
            if (exception.equals("*") || !name.isEmpty() && (host.equalsIgnoreCase(name) || host.toLowerCase(Locale.ROOT).endsWith("." + name))) {
                return true;
            }
        }
        return false;
    }

    private static Proxy proxy(String value) {
        URI address = URI.create(value.contains("://") ? value : "http://" + value);
        if (address.getHost() == null) {
            throw new IllegalArgumentException("the proxy '" + value + "' is not an address");
        }
        return new Proxy(Proxy.Type.HTTP, InetSocketAddress.createUnresolved(address.getHost(), address.getPort() < 0 ? USUAL_PORT : address.getPort()));
    }
}
