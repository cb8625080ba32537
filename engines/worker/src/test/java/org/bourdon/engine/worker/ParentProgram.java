package org.bourdon.engine.worker;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.bourdon.engine.Device;
import org.bourdon.engine.LoadedModel;
import org.bourdon.engine.ModelSource;
import org.bourdon.engine.StopSignal;
import org.bourdon.engine.worker.MischiefEngine.Deed;

/** Stands for a daemon: opens a model in a worker, says the worker's process id and works until it is killed. */
public final class ParentProgram {

    private ParentProgram() {
    }

    public static void main(String[] arguments) throws Exception {
        Path home = Path.of(arguments[0]);
        WorkerEngine engine = Workers.of(new MischiefEngine(), home, Workers.TIMING, Map.of(), List.of(),
                arguments[2].equals("leash") ? Leash.find() : List.of());
        LoadedModel model = engine.open(new ModelSource.File(home.resolve("model.mischief")), Device.CPU);
        System.out.println(engine.processes().getFirst().pid());
        model.run(MischiefEngine.order(Deed.valueOf(arguments[1])), new StopSignal());
    }
}
