package org.bourdon.config.internal;

import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bourdon.daemon.Folders;
import org.osgi.framework.BundleContext;
import org.osgi.framework.BundleEvent;
import org.osgi.framework.BundleListener;
import org.osgi.service.cm.ConfigurationAdmin;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.metatype.MetaTypeService;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Keeps components configured as {@code etc/*.json} says, from the first activation on.
 * <p>
 * The first look happens in the activation itself: the components that start later find their configuration there and need not start twice.
 */
@Component(service = {}, immediate = true)
public final class ConfigurationFiles {

    private static final Logger LOG = LoggerFactory.getLogger(ConfigurationFiles.class);

    private static final long POLL_MILLIS = 500;

    private final BundleContext context;
    private final ConfigurationFolder folder;
    private final CountDownLatch end = new CountDownLatch(1);
    private final AtomicBoolean bundlesChanged = new AtomicBoolean();
    private final BundleListener bundles = event -> {
        if (event.getType() == BundleEvent.RESOLVED) {
            bundlesChanged.set(true);
        }
    };

    @Activate
    public ConfigurationFiles(BundleContext context, @Reference ConfigurationAdmin admin, @Reference MetaTypeService metatypes) {
        this.context = context;
        Folders folders = new Folders(Path.of(context.getProperty("bourdon.home")), Path.of(context.getProperty("bourdon.distribution")));
        this.folder = new ConfigurationFolder(folders.configuration(), new InstalledSchemas(context, metatypes), new AdminStore(admin));
        folder.look();
        context.addBundleListener(bundles);
        Thread.ofPlatform().name("bourdon-config").daemon().start(this::watch);
    }

    @Deactivate
    public void deactivate() {
        context.removeBundleListener(bundles);
        end.countDown();
    }

    private void watch() {
        try {
            while (!end.await(POLL_MILLIS, TimeUnit.MILLISECONDS)) {
                if (bundlesChanged.getAndSet(false)) {
                    folder.lookForNewComponents();
                } else {
                    folder.look();
                }
            }
        } catch (InterruptedException e) {
            LOG.warn("Configuration files are no longer watched: interrupted");
        }
    }
}
