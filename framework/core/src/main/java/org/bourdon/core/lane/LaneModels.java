package org.bourdon.core.lane;

import java.util.LinkedHashMap;
import java.util.Map;

import org.bourdon.engine.Device;
import org.bourdon.engine.Engine;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.error.BourdonException;

/** The models open on a lane beside its voices. Confined to the lane's thread. */
public final class LaneModels {

    private final Engine engine;
    private final Device device;
    private final Map<Object, LoadedModel> open = new LinkedHashMap<>();

    LaneModels(Engine engine, Device device) {
        this.engine = engine;
        this.device = device;
    }

    /** The owner's model, opened now if it is not yet. */
    public LoadedModel get(Object owner, ModelSource source) throws BourdonException {
        LoadedModel model = open.get(owner);
        if (model == null) {
            model = engine.open(source, device);
            open.put(owner, model);
        }
        return model;
    }

    public void close(Object owner) {
        LoadedModel model = open.remove(owner);
        if (model != null) {
            model.close();
        }
    }

    void close() {
        open.values().stream().toList().reversed().forEach(LoadedModel::close);
        open.clear();
    }
}
