package org.bourdon.core.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;
import java.util.function.LongSupplier;

import org.bourdon.audio.session.AudioSessions;
import org.bourdon.core.cache.SentenceCache;
import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.model.ModelKeeper;
import org.bourdon.core.session.SessionDesk;
import org.bourdon.core.speech.Readiness;
import org.bourdon.core.speech.SpeechDesk;
import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.Folders;
import org.bourdon.daemon.Health;
import org.bourdon.daemon.Lease;
import org.bourdon.daemon.Listener;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricSource;
import org.bourdon.model.ModelControl;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon seen from outside. As the {@link Runnable} of its role it is what a signal runs. */
@Component(service = {Daemon.class, Runnable.class}, property = "bourdon.role=leave")
public final class DaemonComponent implements Daemon, Runnable {

    private static final Logger log = LoggerFactory.getLogger(DaemonComponent.class);

    private static final Duration DRAIN_WHEN_TOLD_BY_SIGNAL = Duration.ofSeconds(5);

    private final BundleContext bundles;
    private final Folders folders;
    private final SpeechDesk desk;
    private final EngineLanes engines;
    private final Readiness readiness;
    private final ModelKeeper models;
    private final SentenceCache cache;
    private final SessionDesk audio;
    private final LaunchSettings launch;
    private final Leases leases = new Leases();
    private final LifeWatch life;
    private final Optional<LongSupplier> logLinesLost;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final List<MetricSource> measured = new CopyOnWriteArrayList<>();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final String version;

    @Activate
    public DaemonComponent(BundleContext bundles, @Reference SpeechDesk desk, @Reference EngineLanes engines,
                           @Reference Readiness readiness, @Reference ModelKeeper models, @Reference SentenceCache cache, @Reference SessionDesk audio,
                           @Reference(cardinality = ReferenceCardinality.OPTIONAL, target = "(bourdon.figure=log.lines.lost)") LongSupplier logLinesLost) {
        this.bundles = bundles;
        this.folders = RuntimeFolders.of(bundles);
        this.desk = desk;
        this.engines = engines;
        this.readiness = readiness;
        this.models = models;
        this.cache = cache;
        this.audio = audio;
        this.version = bundles.getBundle().getVersion().toString();
        this.logLinesLost = Optional.ofNullable(logLinesLost);
        this.launch = LaunchSettings.of(bundles);
        this.life = new LifeWatch(launch.lifetime(), leases, this::idleFor, this::endOfLife);
    }

    @Deactivate
    public void close() {
        life.close();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addMetrics(MetricSource source) {
        measured.add(source);
    }

    public void removeMetrics(MetricSource source) {
        measured.remove(source);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public DaemonStatus status() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new DaemonStatus(version, ProcessHandle.current().pid(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), folders.home(), launch.scope(), launch.lifetime(),
                listeners.stream().map(one -> new DaemonStatus.ListenerStatus(one.address(), one.problem())).toList(), engines.status(), desk.latestVoices(), desk.sessions(), leases.count(),
                desk.requests(), desk.toFirstAudio(), new DaemonStatus.Memory(heap.getUsed(), heap.getCommitted(), ResidentMemory.bytes()),
                ProcessFigures.now(), new DaemonStatus.Log(folders.log(), logLinesLost.map(LongSupplier::getAsLong).orElse(0L)), cache.figures());
    }

    @Override
    public Health health() {
        int queued = engines.queued();
        String reason = desk.isLeaving() ? "the daemon is leaving" : readiness.reason();
        return new Health(readiness.isReady() && !desk.isLeaving(), queued, queued > 0 ? reason + "; busy, " + queued + " steps wait" : reason);
    }

    @Override
    public List<MetricFamily> metrics() {
        Gathered gathered = new Gathered();
        gathered.add(DaemonFigures.of(status(), health(), models.models(), audio));
        measured.forEach(gathered::add);
        return gathered.all();
    }

    @Override
    public Folders folders() {
        return folders;
    }

    @Override
    public Lease lease(String holder) throws BourdonException {
        Lease lease = leases.take(holder);
        // Asked after it counts: of leaving and leasing, one sees the other.
        if (desk.isLeaving()) {
            lease.close();
            throw new BourdonException(ErrorCode.SHUTTING_DOWN, "the daemon is leaving");
        }
        return lease;
    }

    @Override
    public Lease lease(String holder, Set<String> voices, Duration patience) throws BourdonException {
        // Held first, so that the daemon does not leave while they load.
        Lease lease = lease(holder);
        if (voices.isEmpty()) {
            return lease;
        }
        try {
            return new VoicesLease(lease, models.hold(voices, patience));
        } catch (BourdonException | RuntimeException e) {
            lease.close();
            throw e;
        }
    }

    @Override
    public ModelControl models() {
        return models;
    }

    @Override
    public AudioSessions audioSessions() {
        return audio;
    }

    private Duration idleFor() {
        Duration silent = audio.idleFor();
        Duration speechless = desk.idleFor();
        return silent.compareTo(speechless) < 0 ? silent : speechless;
    }

    @Override
    public void run() {
        shutdown(DRAIN_WHEN_TOLD_BY_SIGNAL);
    }

    private void endOfLife(String reason) {
        log.info("leaves: {}", reason);
        shutdown(Duration.ZERO);
    }

    @Override
    public void shutdown(Duration drain) {
        if (!leaving.compareAndSet(false, true)) {
            return;
        }
        desk.beginLeaving();
        audio.beginLeaving();
        Thread.ofPlatform().name("shutdown").start(() -> {
            long deadline = System.nanoTime() + drain.toNanos();
            while (desk.requests().active() + audio.count() > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            int left = desk.requests().active();
            if (left > 0) {
                log.warn("{} requests were still under way after {} ms and are cancelled", left, drain.toMillis());
                desk.cancelAll();
            }
            audio.endAll();
            try {
                bundles.getBundle(0).stop();
            } catch (BundleException e) {
                log.error("the container does not stop", e);
            }
        });
    }
}
