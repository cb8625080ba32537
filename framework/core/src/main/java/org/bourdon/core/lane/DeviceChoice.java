package org.bourdon.core.lane;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import org.bourdon.daemon.DaemonStatus.DeviceStatus;
import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Finds out, on the first lane of an engine and before its first model, which of the engine's devices it runs on. */
final class DeviceChoice {

    private static final Logger log = LoggerFactory.getLogger(DeviceChoice.class);

    /**
     * What the look has shown.
     *
     * @param chosen   empty when none can be used
     * @param fallback why it is not the preferred one; empty when it is, or when there is none
     */
    private record Findings(List<DeviceStatus> devices, Optional<Device> chosen, Optional<String> fallback) {
    }

    private final Engine engine;
    private volatile Optional<Findings> findings = Optional.empty();

    DeviceChoice(Engine engine) {
        this.engine = engine;
    }

    /** The device, after a look on the calling lane if there has been none; empty when none can be used. */
    Optional<Device> settle() {
        if (findings.isEmpty()) {
            Findings seen = look();
            findings = Optional.of(seen);
            if (seen.fallback().isPresent()) {
                log.warn("engine {} {}", engine.name(), seen.fallback().get());
            } else if (seen.chosen().isEmpty()) {
                log.error("{}", problem().orElseThrow());
            } else {
                log.info("engine {} runs on {}", engine.name(), seen.chosen().get());
            }
        }
        return settled();
    }

    private Findings look() {
        List<DeviceStatus> devices = new ArrayList<>();
        Optional<Device> chosen = Optional.empty();
        for (Device device : engine.devices()) {
            Optional<String> whyNot = probe(device);
            devices.add(new DeviceStatus(device.toString(), whyNot.isEmpty(), whyNot.orElse("")));
            if (whyNot.isEmpty() && chosen.isEmpty()) {
                chosen = Optional.of(device);
            }
        }
        Device preferred = engine.devices().getFirst();
        Optional<String> fallback = chosen.filter(device -> !device.equals(preferred))
                .map(device -> "runs on " + device + " and not on " + whyNot(devices.stream().takeWhile(seen -> !seen.available()).toList()));
        return new Findings(devices, chosen, fallback);
    }

    private Optional<String> probe(Device device) {
        try {
            return engine.probe(device);
        } catch (RuntimeException | LinkageError e) {
            log.warn("engine {} failed as it looked for {}", engine.name(), device, e);
            return Optional.of("looking for it failed: " + e);
        }
    }

    private static String whyNot(List<DeviceStatus> devices) {
        return devices.stream().map(device -> device.device() + " (" + device.reason() + ")").collect(Collectors.joining(", "));
    }

    /** The device if it is known by now. */
    Optional<Device> settled() {
        return findings.flatMap(Findings::chosen);
    }

    /** The device, or the one hoped for as long as nobody has looked. */
    Device expected() {
        return settled().orElseGet(() -> engine.devices().getFirst());
    }

    /** Empty as long as nobody has looked. */
    List<DeviceStatus> devices() {
        return findings.map(Findings::devices).orElse(List.of());
    }

    Optional<String> fallback() {
        return findings.flatMap(Findings::fallback);
    }

    /** Why the engine can run nowhere. */
    Optional<String> problem() {
        return findings.filter(seen -> seen.chosen().isEmpty())
                .map(seen -> "the engine '" + engine.name() + "' can use none of its devices: " + whyNot(seen.devices()));
    }
}
