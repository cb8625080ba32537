package org.bourdon.gateway.http.observe;

import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/** What clients that bring their own audio look for in health and status; times are milliseconds. */
final class LauncherKeys {

    private LauncherKeys() {
    }

    /** Adds them to what health tells. */
    static ObjectNode health(ObjectNode health) {
        health.put("uptime", uptimeMillis()).put("clients", 0).put("sessions", 0);
        return health.put("timestamp", System.currentTimeMillis());
    }

    /** Adds them to what status tells, whose number of sessions gets a name of its own. */
    static ObjectNode status(ObjectNode status) {
        status.set("speech_sessions", status.remove("sessions"));
        status.put("daemon", "bourdon").put("port", port(status.path("listeners")).orElse(null)).put("uptime", uptimeMillis());
        status.putArray("clients");
        status.putArray("sessions");
        return status.put("timestamp", System.currentTimeMillis());
    }

    private static long uptimeMillis() {
        return ManagementFactory.getRuntimeMXBean().getUptime();
    }

    private static Optional<Integer> port(JsonNode listeners) {
        return listeners.valueStream().map(JsonNode::asText).filter(address -> address.startsWith("http://")).findFirst()
                .map(address -> URI.create(address).getPort());
    }
}
