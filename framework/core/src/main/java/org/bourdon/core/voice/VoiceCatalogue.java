package org.bourdon.core.voice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

import org.bourdon.core.daemon.RuntimeFolders;
import org.bourdon.daemon.Folders;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.voice.VoiceFormat;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/**
 * The voices in the voices folders. A voice that appears is found when it is asked for by name; changes to known ones are
 * noticed within a second, without making a request wait.
 */
@Component(service = VoiceCatalogue.class)
public final class VoiceCatalogue {

    private static final long FRESH_NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Folders folders;
    private final List<VoiceFormat> formats = new CopyOnWriteArrayList<>();
    private final AtomicBoolean scanning = new AtomicBoolean();
    private volatile Shelf shelf = Shelf.EMPTY;
    private volatile long scannedNanos = System.nanoTime() - FRESH_NANOS;

    @Activate
    public VoiceCatalogue(BundleContext bundles) {
        this(RuntimeFolders.of(bundles));
    }

    public VoiceCatalogue(Folders folders) {
        this.folders = folders;
    }

    @Reference(cardinality = ReferenceCardinality.MULTIPLE, policy = ReferencePolicy.DYNAMIC)
    public void addFormat(VoiceFormat format) {
        formats.add(format);
        rescan();
    }

    public void removeFormat(VoiceFormat format) {
        formats.remove(format);
        rescan();
    }

    /** @throws BourdonException VOICE_NOT_FOUND naming the voices there are; VOICE_BROKEN with the reason */
    public VoiceVersion get(String name) throws BourdonException {
        if (shelf.find(name).isEmpty()) {
            rescan();
        } else if (System.nanoTime() - scannedNanos > FRESH_NANOS && scanning.compareAndSet(false, true)) {
            Thread.ofVirtual().name("voice-scan").start(() -> {
                try {
                    rescan();
                } finally {
                    scanning.set(false);
                }
            });
        }
        Shelf.Entry entry = shelf.find(name).orElseThrow(() -> new BourdonException(ErrorCode.VOICE_NOT_FOUND,
                "no voice is called '" + name + "'; there are " + shelf.names()));
        if (entry.problem().isPresent()) {
            throw new BourdonException(ErrorCode.VOICE_BROKEN, "voice " + name + " cannot be used: " + entry.problem().get());
        }
        return entry.version().orElseThrow();
    }

    /** Remembers why a version could not be opened, until its files change. */
    public synchronized void reportBroken(VoiceVersion version, String problem) {
        shelf = shelf.withProblem(version, problem);
    }

    /** Every voice at this moment, by name. */
    public List<Shelf.Entry> all() {
        rescan();
        return shelf.entries();
    }

    /** The voices of the latest look, at once. */
    public List<Shelf.Entry> latest() {
        return shelf.entries();
    }

    private synchronized void rescan() {
        shelf = Shelf.scan(List.of(folders.userVoices(), folders.shippedVoices()), formats, shelf);
        scannedNanos = System.nanoTime();
    }
}
