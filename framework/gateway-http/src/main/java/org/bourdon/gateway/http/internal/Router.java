package org.bourdon.gateway.http.internal;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;

import org.bourdon.gateway.http.Endpoint;
import org.bourdon.gateway.http.socket.SocketEndpoint;

/** Finds who answers a request. Safe on any thread. */
final class Router {

    private static final String BELOW = "/*";

    private record Rule(String method, String path, boolean open) {

        boolean fits(String asked) {
            if (!path.endsWith(BELOW)) {
                return asked.equals(path);
            }
            String above = path.substring(0, path.length() - BELOW.length());
            return asked.equals(above) || asked.startsWith(above + "/");
        }

        boolean takes(String askedMethod) {
            return method.equals(askedMethod) || method.equals("GET") && askedMethod.equals("HEAD");
        }
    }

    /** What was found for a request. */
    sealed interface Found {
    }

    record Served(Endpoint endpoint, boolean open) implements Found {
    }

    record OtherMethods(String allowed) implements Found {
    }

    record Nothing() implements Found {
    }

    private final Map<Endpoint, List<Rule>> endpoints = new ConcurrentHashMap<>();
    private final Map<SocketEndpoint, String> sockets = new ConcurrentHashMap<>();

    void add(Endpoint endpoint, String method, List<String> paths, boolean open) {
        endpoints.put(endpoint, paths.stream().map(path -> new Rule(method, path, open)).toList());
    }

    void remove(Endpoint endpoint) {
        endpoints.remove(endpoint);
    }

    void add(SocketEndpoint endpoint, String path) {
        sockets.put(endpoint, path);
    }

    void remove(SocketEndpoint endpoint) {
        sockets.remove(endpoint);
    }

    Found find(String method, String path) {
        List<Map.Entry<Endpoint, Rule>> fitting = endpoints.entrySet().stream()
                .flatMap(entry -> entry.getValue().stream().filter(rule -> rule.fits(path)).map(rule -> Map.entry(entry.getKey(), rule)))
                .sorted(Comparator.comparing(entry -> -entry.getValue().path().length())).toList();
        Optional<Map.Entry<Endpoint, Rule>> best = fitting.stream().filter(entry -> entry.getValue().takes(method)).findFirst();
        if (best.isPresent()) {
            return new Served(best.get().getKey(), best.get().getValue().open());
        }
        return fitting.isEmpty() ? new Nothing()
                : new OtherMethods(fitting.stream().map(entry -> entry.getValue().method()).distinct().sorted().collect(Collectors.joining(", ")));
    }

    Optional<SocketEndpoint> socket(String path) {
        return sockets.entrySet().stream().filter(entry -> entry.getValue().equals(path)).map(Map.Entry::getKey).findFirst();
    }
}
