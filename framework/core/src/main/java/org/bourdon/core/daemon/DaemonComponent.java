package org.bourdon.core.daemon;

import java.lang.management.ManagementFactory;
import java.lang.management.MemoryUsage;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.core.speech.Readiness;
import org.bourdon.core.speech.SpeechDesk;
import org.bourdon.daemon.Daemon;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.Folders;
import org.bourdon.daemon.Health;
import org.bourdon.daemon.Listener;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleException;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The daemon seen from outside. */
@Component
public final class DaemonComponent implements Daemon {

    private static final Logger log = LoggerFactory.getLogger(DaemonComponent.class);

    private final BundleContext bundles;
    private final Folders folders;
    private final SpeechDesk desk;
    private final EngineLanes engines;
    private final Readiness readiness;
    private final List<Listener> listeners = new CopyOnWriteArrayList<>();
    private final AtomicBoolean leaving = new AtomicBoolean();
    private final String version;

    @Activate
    public DaemonComponent(BundleContext bundles, @Reference SpeechDesk desk, @Reference EngineLanes engines,
                           @Reference Readiness readiness) {
        this.bundles = bundles;
        this.folders = RuntimeFolders.of(bundles);
        this.desk = desk;
        this.engines = engines;
        this.readiness = readiness;
        this.version = bundles.getBundle().getVersion().toString();
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addListener(Listener listener) {
        listeners.add(listener);
    }

    public void removeListener(Listener listener) {
        listeners.remove(listener);
    }

    @Override
    public String version() {
        return version;
    }

    @Override
    public DaemonStatus status() {
        MemoryUsage heap = ManagementFactory.getMemoryMXBean().getHeapMemoryUsage();
        return new DaemonStatus(version, ProcessHandle.current().pid(),
                Duration.ofMillis(ManagementFactory.getRuntimeMXBean().getUptime()), folders.home(),
                listeners.stream().map(Listener::address).toList(), engines.status(), desk.latestVoices(), desk.sessions(), desk.requests(),
                new DaemonStatus.Memory(heap.getUsed(), heap.getCommitted(), ResidentMemory.bytes()), desk.toFirstAudio());
    }

    @Override
    public Health health() {
        return new Health(readiness.isReady() && !desk.isLeaving(), engines.queued(),
                desk.isLeaving() ? "the daemon is leaving" : readiness.reason());
    }

    @Override
    public Folders folders() {
        return folders;
    }

    @Override
    public void shutdown(Duration drain) {
        if (!leaving.compareAndSet(false, true)) {
            return;
        }
        desk.beginLeaving();
        Thread.ofPlatform().name("shutdown").start(() -> {
            long deadline = System.nanoTime() + drain.toNanos();
            while (desk.requests().active() > 0 && System.nanoTime() < deadline) {
                LockSupport.parkNanos(Duration.ofMillis(10).toNanos());
            }
            int left = desk.requests().active();
            if (left > 0) {
                log.warn("{} requests were still under way after {} ms and are cancelled", left, drain.toMillis());
                desk.cancelAll();
            }
            try {
                bundles.getBundle(0).stop();
            } catch (BundleException e) {
                log.error("the container does not stop", e);
            }
        });
    }
}
