package org.bourdon.itest.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.felix.framework.Felix;
import org.bourdon.itest.Await;
import org.bourdon.itest.Distribution;
import org.bourdon.itest.Home;
import org.bourdon.itest.NativeClient;
import org.bourdon.itest.SpeakRequest;
import org.bourdon.itest.Speech;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.osgi.framework.Bundle;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkEvent;
import org.osgi.framework.hooks.weaving.WeavingHook;
import org.osgi.framework.launch.Framework;
import org.osgi.framework.startlevel.BundleStartLevel;
import org.osgi.framework.wiring.BundleRevision;

/**
 * The distribution's bundles run in this JVM with every call into ONNX Runtime's native code watched.
 * Whoever makes one on a thread that is no lane, from load to close, is named here.
 */
@Tag("alone")
class LaneProofIT {

    private static final Duration PATIENCE = Duration.ofSeconds(60);
    private static final int LAST_LEVEL = 5;
    private static final int PLUGIN_LEVEL = 4;
    /** Raising the flag is what another thread is for. */
    private static final Set<String> FROM_ANYWHERE = Set.of("ai.onnxruntime.OrtSession$RunOptions.setTerminate");

    @Test
    void every_native_call_is_made_on_a_lane_and_those_of_a_model_on_one_lane() throws Exception {
        try (Home home = Home.fresh()) {
            NativeCallWeaver weaver = new NativeCallWeaver(onnxLibrary());
            assertThat(weaver.natives()).as("native methods watched").isGreaterThan(50);
            Framework framework = boot(home, weaver);
            try {
                Await.until("the socket is there", PATIENCE, () -> Files.exists(home.socket()));
                speakAndCancelInParallel(home);
            } finally {
                framework.stop();
                assertThat(framework.waitForStop(PATIENCE.toMillis()).getType()).isEqualTo(FrameworkEvent.STOPPED);
            }
        }

        List<NativeCalls.Call> calls = NativeCalls.all();
        assertThat(calls.stream().filter(call -> call.method().equals("ai.onnxruntime.OrtSession.run"))).as("runs seen").hasSizeGreaterThan(50);
        assertThat(calls.stream().map(NativeCalls.Call::method)).as("closing was seen too").contains("ai.onnxruntime.OrtSession.closeSession");
        assertThat(calls.stream().filter(call -> !call.thread().startsWith("lane-") && !FROM_ANYWHERE.contains(call.method())).distinct())
                .as("native calls that were made on no lane").isEmpty();
        Map<Integer, Set<String>> lanesBySession = calls.stream().filter(call -> call.session() != 0)
                .collect(Collectors.groupingBy(NativeCalls.Call::session, Collectors.mapping(NativeCalls.Call::thread, Collectors.toSet())));
        assertThat(lanesBySession).as("lanes by session").isNotEmpty().allSatisfy((session, lanes) -> assertThat(lanes).hasSize(1));
        System.out.println(calls.size() + " native calls by " + lanesBySession.size() + " sessions on "
                + calls.stream().map(NativeCalls.Call::thread).filter(thread -> thread.startsWith("lane-")).collect(Collectors.toSet()));
    }

    private static void speakAndCancelInParallel(Home home) throws Exception {
        List<NativeClient> clients = new ArrayList<>();
        try {
            List<Speech> speeches = new ArrayList<>();
            for (int i = 0; i < 8; i++) {
                NativeClient client = NativeClient.connect(home.socket(), "lane" + i + "-");
                clients.add(client);
                String voice = i % 2 == 0 ? "en_US-bourdon" : "en_US-tenor";
                speeches.add(client.speak(SpeakRequest.of("Mister Zyxolvant goes to Brimblewick. He will be back at ten past nine.").voice(voice)));
            }
            Speech book = clients.getFirst().speak("Nobody will hear the end of this. ".repeat(2_000));
            book.awaitFirstAudio(PATIENCE);
            clients.getFirst().cancel(book);
            assertThat(book.await(PATIENCE).outcome()).isEqualTo("cancelled");
            for (Speech speech : speeches) {
                assertThat(speech.await(PATIENCE).outcome()).isEqualTo("done");
            }
            clients.getFirst().speak("Shut down in the middle of this. ".repeat(2_000)).awaitFirstAudio(PATIENCE);
        } finally {
            for (NativeClient client : clients.subList(1, clients.size())) {
                client.close();
            }
        }
    }

    private static Path onnxLibrary() throws IOException {
        try (Stream<Path> files = Files.walk(Distribution.assembled().folder().resolve("system"))) {
            return files.filter(file -> file.getFileName().toString().startsWith("bourdon-onnx-library")).findFirst().orElseThrow();
        }
    }

    private static Framework boot(Home home, NativeCallWeaver weaver) throws Exception {
        Map<String, Object> properties = new HashMap<>();
        properties.put("bourdon.home", home.folder().toString());
        properties.put("bourdon.distribution", Distribution.assembled().folder().toString());
        properties.put("bourdon.version", "0.1.0");
        properties.put(Constants.FRAMEWORK_STORAGE, home.folder().resolve("cache").toString());
        properties.put(Constants.FRAMEWORK_BEGINNING_STARTLEVEL, Integer.toString(LAST_LEVEL));
        properties.put(Constants.FRAMEWORK_BUNDLE_PARENT, Constants.FRAMEWORK_BUNDLE_PARENT_EXT);
        properties.put(Constants.FRAMEWORK_SYSTEMPACKAGES_EXTRA, String.join(",", NativeCalls.class.getPackageName(),
                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=2.0.20",
                "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=1.7.36", "org.osgi.service.log;version=1.5.0"));
        Framework framework = new Felix(properties);
        framework.init();
        framework.getBundleContext().registerService(WeavingHook.class, weaver, null);
        for (int level = 1; level <= LAST_LEVEL; level++) {
            install(framework, Distribution.assembled().folder().resolve("system/" + level), level);
        }
        install(framework, Distribution.assembled().folder().resolve("plugins"), PLUGIN_LEVEL);
        framework.start();
        return framework;
    }

    private static void install(Framework framework, Path folder, int level) throws Exception {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> jars = Files.list(folder)) {
            for (Path jar : jars.filter(file -> file.toString().endsWith(".jar")).sorted().toList()) {
                Bundle bundle = framework.getBundleContext().installBundle("reference:" + jar.toUri());
                bundle.adapt(BundleStartLevel.class).setStartLevel(level);
                if ((bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) == 0) {
                    bundle.start();
                }
            }
        }
    }
}
