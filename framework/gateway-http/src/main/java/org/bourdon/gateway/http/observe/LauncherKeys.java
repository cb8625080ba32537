package org.bourdon.gateway.http.observe;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.List;
import java.util.Optional;

import org.bourdon.gateway.launcher.LauncherClients;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What clients that bring their own audio look for in health and status; times are milliseconds. */
final class LauncherKeys {

    private LauncherKeys() {
    }

    /** Adds them to what health tells. */
    static ObjectNode health(ObjectNode health, int clients, int sessions) {
        return health.put("uptime", uptimeMillis()).put("clients", clients).put("sessions", sessions).put("timestamp", System.currentTimeMillis());
    }

    /** Adds them to what status tells: there the sessions are those of audio, and the number of the others gets a name of its own. */
    static ObjectNode status(ObjectNode status, List<LauncherClients.Client> clients) {
        status.set("speech_sessions", status.remove("sessions"));
        status.set("sessions", status.remove("audio_sessions"));
        ArrayNode connected = status.putArray("clients");
        clients.forEach(client -> connected.addObject().put("id", client.id()).put("connectedAt", client.connectedAt().toEpochMilli())
                .put("sessionActive", client.session().isPresent()));
        return status.put("daemon", "bourdon").put("port", port(status.path("listeners")).orElse(null)).put("uptime", uptimeMillis())
                .put("timestamp", System.currentTimeMillis());
    }

    private static long uptimeMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    private static Optional<Integer> port(JsonNode listeners) {
        return listeners.valueStream().map(JsonNode::asText).filter(address -> address.startsWith("http://")).findFirst()
                .map(address -> URI.create(address).getPort());
    }
}
