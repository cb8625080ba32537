package org.bourdon.itest.container;

import static org.junit.Assert.assertEquals;
import static org.junit.Assert.assertTrue;
import static org.ops4j.pax.exam.CoreOptions.bundle;
import static org.ops4j.pax.exam.CoreOptions.cleanCaches;
import static org.ops4j.pax.exam.CoreOptions.composite;
import static org.ops4j.pax.exam.CoreOptions.frameworkProperty;
import static org.ops4j.pax.exam.CoreOptions.frameworkStartLevel;
import static org.ops4j.pax.exam.CoreOptions.junitBundles;
import static org.ops4j.pax.exam.CoreOptions.options;
import static org.ops4j.pax.exam.CoreOptions.systemPackages;
import static org.ops4j.pax.exam.CoreOptions.systemProperty;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import javax.inject.Inject;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.speech.Outcome;
import org.bourdon.speech.Session;
import org.bourdon.speech.SpeechEvent;
import org.bourdon.speech.SpeechRequest;
import org.bourdon.speech.SpeechService;
import org.bourdon.speech.SpeechStream;
import org.junit.Test;
import org.junit.runner.RunWith;
import org.ops4j.pax.exam.Configuration;
import org.ops4j.pax.exam.Option;
import org.ops4j.pax.exam.junit.PaxExam;
import org.ops4j.pax.exam.spi.reactors.ExamReactorStrategy;
import org.ops4j.pax.exam.spi.reactors.PerClass;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.namespace.PackageNamespace;
import org.osgi.framework.wiring.BundleCapability;
import org.osgi.framework.wiring.BundleRevision;
import org.osgi.framework.wiring.FrameworkWiring;

/** The assembled distribution's bundles, provisioned by Pax Exam; the tests run inside the container. */
@RunWith(PaxExam.class)
@ExamReactorStrategy(PerClass.class)
public class DistributionIT {

    private static final int PLUGIN_LEVEL = 4;
    private static final int LAST_LEVEL = 5;
    /** Packages that others compile against; all lie in the API bundle but the gateway's, which adapters of other protocols use. */
    private static final String API = "bourdon-api";

    @Inject
    private SpeechService speech;

    @Inject
    private BundleContext context;

    @Configuration
    public Option[] distribution() throws IOException {
        Path folder = Path.of(System.getProperty("bourdon.distribution")).toAbsolutePath().normalize();
        Path home = Files.createTempDirectory(Path.of("/tmp"), "bdpax");
        home.toFile().deleteOnExit();
        List<Option> bundles = new ArrayList<>();
        for (int level = 1; level <= LAST_LEVEL; level++) {
            bundles.addAll(bundles(folder.resolve("system/" + level), level));
        }
        bundles.addAll(bundles(folder.resolve("plugins"), PLUGIN_LEVEL));
        return options(
                cleanCaches(),
                frameworkStartLevel(LAST_LEVEL),
                frameworkProperty("bourdon.home").value(home.toString()),
                frameworkProperty("bourdon.distribution").value(folder.toString()),
                frameworkProperty("bourdon.version").value("0.1.0"),
                systemProperty("pax.exam.osgi.unresolved.fail").value("true"),
                systemPackages("org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=2.0.20",
                        "org.slf4j;org.slf4j.event;org.slf4j.helpers;org.slf4j.spi;version=1.7.36", "org.osgi.service.log;version=1.5.0"),
                junitBundles(),
                composite(bundles.toArray(Option[]::new)));
    }

    private static List<Option> bundles(Path folder, int level) throws IOException {
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        return jars(folder).stream().<Option>map(jar -> bundle(jar.toUri().toString()).startLevel(level)).toList();
    }

    private static List<Path> jars(Path folder) throws IOException {
        try (Stream<Path> jars = Files.list(folder)) {
            return jars.filter(jar -> jar.toString().endsWith(".jar")).sorted().toList();
        }
    }

    @Test
    public void every_bundle_is_active() {
        List<String> others = Arrays.stream(context.getBundles()).filter(bundle -> !isFragment(bundle) && bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState()).toList();

        assertEquals(List.of(), others);
    }

    @Test
    public void hello_is_spoken_through_engine_and_lane() throws Exception {
        Outcome outcome = hello();

        assertTrue("ended as " + outcome, outcome instanceof Outcome.Done done && done.samples() > 8_000 && done.samples() < 64_000);
    }

    @Test
    public void an_engine_that_is_stopped_updated_and_started_speaks_again_and_its_library_stays() throws Exception {
        Bundle engine = Arrays.stream(context.getBundles()).filter(bundle -> bundle.getSymbolicName().equals("bourdon-onnx")).findFirst().orElseThrow();
        Path jar = jars(Path.of(System.getProperty("bourdon.distribution")).resolve("plugins")).stream()
                .filter(file -> file.getFileName().toString().matches("bourdon-onnx-\\d.*")).findFirst().orElseThrow();
        hello();
        long mapped = mappings();
        for (int round = 0; round < Integer.getInteger("bourdon.swap.rounds", 3); round++) {
            engine.stop();
            Outcome without = hello();
            assertTrue("without the engine ended as " + without, without instanceof Outcome.Failed(ErrorCode code, String _) && code == ErrorCode.ENGINE_UNAVAILABLE);
            try (InputStream content = Files.newInputStream(jar)) {
                engine.update(content);
            }
            CountDownLatch refreshed = new CountDownLatch(1);
            context.getBundle(0).adapt(FrameworkWiring.class).refreshBundles(List.of(engine), event -> refreshed.countDown());
            assertTrue("refreshed", refreshed.await(30, TimeUnit.SECONDS));
            engine.start();
            Outcome again = hello();
            assertTrue("with the engine again ended as " + again, again instanceof Outcome.Done);
        }
        assertEquals("mappings of the native library", mapped, mappings());
    }

    /** Spoken, or why not; whoever asks while the engine is not there is told at once. */
    private Outcome hello() throws Exception {
        try (Session session = speech.connect("test")) {
            SpeechStream stream = session.speak(SpeechRequest.of("Hello."));
            Optional<SpeechEvent> event = stream.next(Duration.ofSeconds(30));
            while (event.isPresent() && !(event.get() instanceof SpeechEvent.Ended)) {
                event = stream.next(Duration.ofSeconds(30));
            }
            return event.map(SpeechEvent.Ended.class::cast).map(SpeechEvent.Ended::outcome).orElseThrow();
        } catch (BourdonException e) {
            return new Outcome.Failed(e.code(), e.getMessage());
        }
    }

    private static long mappings() throws IOException {
        Path maps = Path.of("/proc/self/maps");
        return Files.exists(maps) ? Files.readAllLines(maps).stream().filter(line -> line.contains("libonnxruntime")).count() : 0;
    }

    @Test
    public void nobody_but_the_api_and_libraries_exports_what_others_could_lean_on() {
        TreeSet<String> exporting = new TreeSet<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getSymbolicName().startsWith("bourdon-") && !bundle.getSymbolicName().equals(API)) {
                for (BundleCapability exported : bundle.adapt(BundleRevision.class).getDeclaredCapabilities(PackageNamespace.PACKAGE_NAMESPACE)) {
                    exporting.add(bundle.getSymbolicName() + ": " + exported.getAttributes().get(PackageNamespace.PACKAGE_NAMESPACE));
                }
            }
        }

        // What a plugin with a path of the HTTP listener implements.
        exporting.removeAll(Set.of("bourdon-gateway-http: org.bourdon.gateway.http", "bourdon-gateway-http: org.bourdon.gateway.http.socket"));
        exporting.removeIf(line -> line.startsWith("bourdon-onnx-library: ai.onnxruntime") || line.startsWith("bourdon-gateway: org.bourdon.gateway")
                || line.startsWith("bourdon-onnx-library: org.bourdon.engine.onnx.library"));
        assertEquals(new TreeSet<String>(), exporting);
    }

    private static boolean isFragment(Bundle bundle) {
        return (bundle.adapt(BundleRevision.class).getTypes() & BundleRevision.TYPE_FRAGMENT) != 0;
    }
}
