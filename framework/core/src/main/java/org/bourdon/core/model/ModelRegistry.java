package org.bourdon.core.model;

import org.bourdon.core.lane.EngineLanes;
import org.bourdon.engine.ModelSource;
import org.bourdon.model.ModelHandle;
import org.bourdon.model.Models;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Reference;

/** Lets plugins run models on the lanes. */
@Component
public final class ModelRegistry implements Models {

    private final EngineLanes engines;

    @Activate
    public ModelRegistry(@Reference EngineLanes engines) {
        this.engines = engines;
    }

    @Override
    public ModelHandle register(ModelSource source) {
        return new RegisteredModel(engines, source);
    }
}
