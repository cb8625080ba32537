package org.bourdon.engine.worker;

import java.io.IOException;
import java.lang.reflect.Array;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

import org.bourdon.daemon.Folders;
import org.bourdon.engine.Engine;
import org.bourdon.engine.EngineSettings;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;
import org.osgi.framework.ServiceRegistration;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.osgi.service.metatype.annotations.AttributeDefinition;
import org.osgi.service.metatype.annotations.Designate;
import org.osgi.service.metatype.annotations.ObjectClassDefinition;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Offers an engine in processes of its own for every engine that is configured with {@code isolation = process}. Where none is, this
 * is not even made.
 */
@Component(service = {}, immediate = true, configurationPid = "org.bourdon.worker")
@Designate(ocd = IsolatedEngines.Settings.class)
public final class IsolatedEngines {

    @ObjectClassDefinition(name = "Worker processes", description = "How engines with the setting isolation = process are kept")
    public @interface Settings {

        @AttributeDefinition(name = "Stop grace", description = "Milliseconds in which a run that is told to stop has to, or its process is killed",
                min = "10", max = "60000")
        long stop_grace_ms() default 500;

        @AttributeDefinition(name = "Longest run", description = "Milliseconds after which a run's process is killed", min = "100", max = "3600000")
        long longest_run_ms() default 30_000;

        @AttributeDefinition(name = "Longest open", description = "Milliseconds in which a model has to be open", min = "100", max = "3600000")
        long longest_open_ms() default 60_000;

        @AttributeDefinition(name = "Longest start", description = "Milliseconds in which a process has to be there", min = "1000", max = "600000")
        long longest_start_ms() default 30_000;

        @AttributeDefinition(name = "Heap", description = "Megabytes of a process's Java heap; models and their working memory lie outside it",
                min = "16", max = "65536")
        int heap_mb() default 64;
    }

    private record Isolated(WorkerEngine engine, ServiceRegistration<Engine> registration, ProcessLog log) {
    }

    private static final Logger log = LoggerFactory.getLogger(IsolatedEngines.class);
    private static final Duration END = Duration.ofSeconds(2);

    private final BundleContext bundles;
    private final Folders folders;
    private final Timing timing;
    private final Doors doors;
    private final ProgramMaker programs;
    private final Map<Engine, Isolated> engines = new IdentityHashMap<>();

    @Activate
    public IsolatedEngines(BundleContext bundles, Settings settings) throws IOException {
        this.bundles = bundles;
        this.folders = new Folders(Path.of(property("bourdon.home")), Path.of(property("bourdon.distribution")));
        this.timing = new Timing(Duration.ofMillis(settings.longest_start_ms()), Duration.ofMillis(settings.longest_open_ms()),
                Duration.ofMillis(settings.longest_run_ms()), Duration.ofMillis(settings.stop_grace_ms()), END);
        this.doors = new Doors(folders.home());
        BundleFiles files = new BundleFiles(folders.home().resolve("cache").resolve("worker"));
        files.sweep();
        this.programs = new ProgramMaker(files, FrameworkUtil.getBundle(IsolatedEngines.class), settings.heap_mb());
    }

    private String property(String name) {
        String value = bundles.getProperty(name);
        if (value == null) {
            throw new IllegalStateException("the framework property " + name + " is missing; the launcher sets it");
        }
        return value;
    }

    @Reference(cardinality = ReferenceCardinality.AT_LEAST_ONE, policy = ReferencePolicy.DYNAMIC, target = "(isolation=process)")
    public void addEngine(Engine engine, ServiceReference<Engine> reference) {
        EngineSettings settings = new EngineSettings(folders, values(reference));
        Bundle bundle = reference.getBundle();
        ProcessLog output = new ProcessLog(folders.log().resolveSibling("engine-" + engine.name() + ".log"));
        ChildStarter starter = new ChildStarter(engine.name(), once(() -> programs.make(engine.name(), bundle, settings)), doors, timing, output);
        WorkerEngine worker = new WorkerEngine(engine, starter, timing);
        log.info("engine {} runs in processes of its own", engine.name());
        Map<String, Object> properties = Map.of("engine", engine.name(), "isolation", "worker");
        ServiceRegistration<Engine> registration = bundles.registerService(Engine.class, worker, FrameworkUtil.asDictionary(properties));
        synchronized (engines) {
            engines.put(engine, new Isolated(worker, registration, output));
        }
    }

    public void removeEngine(Engine engine) {
        Isolated isolated;
        synchronized (engines) {
            isolated = engines.remove(engine);
        }
        if (isolated != null) {
            // Its lanes close their models and thereby end its processes; what is left after that is killed.
            isolated.registration().unregister();
            isolated.engine().close();
            isolated.log().close();
        }
    }

    @Deactivate
    public void close() {
        Map<Engine, Isolated> left;
        synchronized (engines) {
            left = Map.copyOf(engines);
        }
        left.keySet().forEach(this::removeEngine);
    }

    /** What the engine's component is configured with; what the container adds of its own is left out. */
    private static Map<String, String> values(ServiceReference<Engine> reference) {
        Map<String, String> values = new HashMap<>();
        for (String key : reference.getPropertyKeys()) {
            if (!key.startsWith("service.") && !key.startsWith("component.") && !key.equals("objectClass")) {
                values.put(key, text(reference.getProperty(key)));
            }
        }
        return values;
    }

    private static String text(Object value) {
        return value.getClass().isArray()
                ? IntStream.range(0, Array.getLength(value)).mapToObj(i -> String.valueOf(Array.get(value, i))).collect(Collectors.joining(","))
                : String.valueOf(value);
    }

    /** The result of the first call that succeeds, from then on. */
    private static Callable<Program> once(Callable<Program> making) {
        return new Callable<>() {

            private Program made;

            @Override
            public synchronized Program call() throws Exception {
                if (made == null) {
                    made = making.call();
                }
                return made;
            }
        };
    }
}
