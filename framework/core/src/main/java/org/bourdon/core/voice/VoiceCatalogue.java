package org.bourdon.core.voice;

import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

import org.bourdon.core.daemon.RuntimeFolders;
import org.bourdon.daemon.Folders;
import org.bourdon.voice.VoiceFormat;
import org.osgi.framework.BundleContext;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;
import org.osgi.service.component.annotations.ReferenceCardinality;
import org.osgi.service.component.annotations.ReferencePolicy;

/** What lies in the voices folders, for whoever looks; which version of a voice serves is not decided here. */
@Component(service = VoiceCatalogue.class)
public final class VoiceCatalogue {

    private final Folders folders;
    private final List<VoiceFormat> formats = new CopyOnWriteArrayList<>();
    private volatile Shelf shelf = Shelf.EMPTY;

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
        look();
    }

    public void removeFormat(VoiceFormat format) {
        formats.remove(format);
        look();
    }

    /** The folders at this moment. Costs some system calls a voice. */
    public synchronized Shelf look() {
        shelf = Shelf.scan(List.of(folders.userVoices(), folders.shippedVoices()), List.copyOf(formats), shelf);
        return shelf;
    }

    /** The folders at the latest look, at once. */
    public Shelf latest() {
        return shelf;
    }
}
