package org.bourdon.gateway.http.internal;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/**
 * Who may come in. A web page of somebody else must not drive the daemon: a browser says in {@code Origin} whose page it is, and a name
 * that was rebound to this machine shows in {@code Host}.
 *
 * @param token          that every request needs; none if empty
 * @param allowedHosts   beside those of the loopback, in lower case without a port
 * @param allowedOrigins beside the daemon's own page, such as {@code https://example.org}
 */
record Gate(Optional<String> token, Set<String> allowedHosts, Set<String> allowedOrigins) {

    /** How a browser, which cannot set headers there, sends the token with a WebSocket. */
    static final String TOKEN_PROTOCOL = "bourdon.bearer.";

    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");
    private static final String BEARER = "bearer ";

    /**
     * A request, as far as it matters here.
     *
     * @param open      whether it needs no token
     * @param protocols the WebSocket protocols that it offers
     */
    record Visitor(Optional<String> host, Optional<String> origin, Optional<String> authorization, List<String> protocols, boolean open) {
    }

    /** Why somebody may not come in. */
    record Refusal(int status, String code, String message) {
    }

    /** @return empty for whoever may come in */
    Optional<Refusal> check(Visitor visitor) {
        if (visitor.origin().isPresent() && !isOwn(visitor.origin().get(), visitor.host()) && !isAllowed(visitor.origin().get())) {
            return Optional.of(new Refusal(403, "origin_not_allowed", "the origin " + printable(visitor.origin().get())
                    + " may not use this daemon; 'allowed.origins' in etc/http.json lists those that may"));
        }
        // Who has the token is no page that was led here by a forged name.
        boolean nameMatters = token.isEmpty();
        if (nameMatters && visitor.host().isPresent() && !isKnown(visitor.host().get())) {
            return Optional.of(new Refusal(403, "host_not_allowed", "the host " + printable(visitor.host().get())
                    + " is not this daemon's; 'allowed.hosts' in etc/http.json lists further names"));
        }
        if (token.isPresent() && !visitor.open() && !hasToken(visitor)) {
            return Optional.of(new Refusal(401, "invalid_api_key", "a bearer token is needed: the header 'Authorization: Bearer TOKEN'"
                    + (visitor.authorization().isPresent() ? ", and this one is not right" : "")));
        }
        return Optional.empty();
    }

    /** Whether pages of this origin, which is not the daemon's own, may read the answers. */
    boolean isAllowed(String origin) {
        return allowedOrigins.contains(origin.toLowerCase(Locale.ROOT));
    }

    private boolean isOwn(String origin, Optional<String> host) {
        return host.isPresent() && origin.equalsIgnoreCase("http://" + host.get()) && (token.isPresent() || isKnown(host.get()));
    }

    private boolean isKnown(String host) {
        String name = host.replaceFirst(":[0-9]*$", "").toLowerCase(Locale.ROOT);
        return LOOPBACK.contains(name) || allowedHosts.contains(name);
    }

    private boolean hasToken(Visitor visitor) {
        Optional<String> inHeader = visitor.authorization().filter(value -> value.toLowerCase(Locale.ROOT).startsWith(BEARER))
                .map(value -> value.substring(BEARER.length()).strip());
        Optional<String> inProtocol = visitor.protocols().stream().filter(name -> name.startsWith(TOKEN_PROTOCOL)).findFirst()
                .flatMap(name -> decoded(name.substring(TOKEN_PROTOCOL.length())));
        return inHeader.or(() -> inProtocol).filter(this::isToken).isPresent();
    }

    private static Optional<String> decoded(String base64) {
        try {
            return Optional.of(new String(Base64.getUrlDecoder().decode(base64), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Takes as long for a wrong one as for a right one. */
    private boolean isToken(String given) {
        return MessageDigest.isEqual(given.getBytes(StandardCharsets.UTF_8), token.orElseThrow().getBytes(StandardCharsets.UTF_8));
    }

    private static String printable(String text) {
        String cut = text.length() > 100 ? text.substring(0, 100) + "…" : text;
        return "'" + cut.replaceAll("[^\\x21-\\x7e…]", "?") + "'";
    }
}
