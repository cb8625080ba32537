package org.bourdon.config.internal;

import java.util.ArrayList;
import java.util.List;

import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.service.metatype.MetaTypeInformation;
import org.osgi.service.metatype.MetaTypeService;

/** Read from the metatype documents of the installed bundles. */
final class InstalledSchemas implements Schemas {

    private final BundleContext context;
    private final MetaTypeService metatypes;

    InstalledSchemas(BundleContext context, MetaTypeService metatypes) {
        this.context = context;
        this.metatypes = metatypes;
    }

    @Override
    public List<Schema> all() {
        List<Schema> schemas = new ArrayList<>();
        for (Bundle bundle : context.getBundles()) {
            if (bundle.getBundleId() == 0 || bundle.getState() == Bundle.UNINSTALLED) {
                continue;
            }
            MetaTypeInformation information = metatypes.getMetaTypeInformation(bundle);
            if (information != null) {
                for (String pid : information.getPids()) {
                    schemas.add(Schema.of(pid, information.getObjectClassDefinition(pid, null)));
                }
            }
        }
        return schemas;
    }
}
