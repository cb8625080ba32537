package org.bourdon.gateway.http.internal;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.util.Locale;

/**
 * Where to listen.
 *
 * @param host a name or an address; of IPv6 without brackets
 * @param port 0 for any that is free
 */
record Address(String host, int port) {

    private static final int HIGHEST_PORT = 65_535;

    Address {
        if (host.isBlank() || port < 0 || port > HIGHEST_PORT) {
            throw new IllegalArgumentException("'" + host + ":" + port + "' is no address; one is HOST:PORT, with a port from 0 to " + HIGHEST_PORT);
        }
    }

    /** @param text {@code HOST:PORT}, an IPv6 address in brackets */
    static Address parse(String text) {
        int colon = text.lastIndexOf(':');
        String port = text.substring(colon + 1);
        boolean bracketed = text.matches("\\[[^\\[\\]]+]:.*");
        if (colon < 1 || !port.matches("[0-9]{1,5}") || !bracketed && text.indexOf(':') < colon) {
            throw new IllegalArgumentException("'" + text + "' is no address; one is HOST:PORT, such as 127.0.0.1:8081");
        }
        return new Address(text.substring(0, colon).replaceAll("^\\[(.*)]$", "$1"), Integer.parseInt(port));
    }

    InetSocketAddress resolve() throws UnknownHostException {
        return new InetSocketAddress(InetAddress.getByName(host), port);
    }

    String url(int realPort) {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host.toLowerCase(Locale.ROOT)) + ":" + realPort;
    }

    @Override
    public String toString() {
        return host + ":" + port;
    }
}
