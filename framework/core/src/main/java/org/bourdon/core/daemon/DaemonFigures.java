package org.bourdon.core.daemon;

import java.lang.management.ManagementFactory;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Stream;

import org.bourdon.audio.session.AudioSessionState;
import org.bourdon.audio.session.AudioSessionStatus;
import org.bourdon.audio.session.AudioSessions;
import org.bourdon.daemon.DaemonStatus;
import org.bourdon.daemon.DaemonStatus.EngineStatus;
import org.bourdon.daemon.DaemonStatus.LaneStatus;
import org.bourdon.daemon.Health;
import org.bourdon.metric.Label;
import org.bourdon.metric.MetricFamily;
import org.bourdon.metric.MetricFamily.Value;
import org.bourdon.model.ModelInfo;
import org.bourdon.model.ModelState;

/** What status, health and models tell, as figures. */
final class DaemonFigures {

    private static final double MILLIS = 1e3;

    private DaemonFigures() {
    }

    static List<MetricFamily> of(DaemonStatus status, Health health, List<ModelInfo> models, AudioSessions audio) {
        List<MetricFamily> families = new ArrayList<>();
        families.add(MetricFamily.gauges("bourdon_build_info", "Always 1; the label tells the version",
                List.of(new Value(List.of(new Label("version", status.version())), 1))));
        families.add(MetricFamily.gauge("bourdon_ready", "1 when a text has been spoken through scheduler and engine", health.ready() ? 1 : 0));
        families.add(MetricFamily.gauge("bourdon_leases", "Leases that are out", status.leases()));
        families.add(MetricFamily.counter("bourdon_log_lines_lost_total", "Log lines that could not be written", status.log().linesLost()));
        engines(status.engines(), families);
        models(models, families);
        audio(audio, families);
        cache(status.cache(), families);
        process(status, families);
        return families;
    }

    private static void engines(List<EngineStatus> engines, List<MetricFamily> families) {
        families.add(MetricFamily.gauges("bourdon_engine_up", "1 when an engine can open models",
                engines.stream().map(engine -> new Value(List.of(name(engine)), engine.problem().isEmpty() ? 1 : 0)).toList()));
        families.add(MetricFamily.gauges("bourdon_lanes", "Lanes open",
                engines.stream().map(engine -> new Value(List.of(name(engine)), engine.lanes().size())).toList()));
        families.add(MetricFamily.counters("bourdon_lanes_lost_total", "Lanes that did not come back from a native call",
                engines.stream().map(engine -> new Value(List.of(name(engine)), engine.lost())).toList()));
        families.add(MetricFamily.gauges("bourdon_queue_depth", "Steps waiting for a lane", lanes(engines, LaneStatus::queued)));
        families.add(MetricFamily.gauges("bourdon_lane_busy_seconds", "Age of the step that a lane runs; 0 when it is idle",
                lanes(engines, lane -> lane.currentJob().map(age -> age.toNanos() / 1e9).orElse(0.0))));
        families.add(MetricFamily.gauges("bourdon_worker_processes", "Processes that an isolated engine runs in",
                engines.stream().filter(EngineStatus::isolated).map(engine -> new Value(List.of(name(engine)), engine.processes().size())).toList()));
    }

    private static List<Value> lanes(List<EngineStatus> engines, ToDoubleFunction<LaneStatus> figure) {
        return engines.stream().flatMap(engine -> engine.lanes().stream()
                .map(lane -> new Value(List.of(name(engine), new Label("lane", lane.name())), figure.applyAsDouble(lane)))).toList();
    }

    private static Label name(EngineStatus engine) {
        return new Label("engine", engine.name());
    }

    private static void models(List<ModelInfo> models, List<MetricFamily> families) {
        families.add(MetricFamily.gauges("bourdon_models", "Voices by what has become of their models", Stream.of(ModelState.values())
                .map(state -> new Value(List.of(new Label("state", state.name().toLowerCase(Locale.ROOT))),
                        models.stream().filter(model -> model.state() == state).count())).toList()));
        families.add(MetricFamily.gauges("bourdon_model_lanes", "Lanes that have a voice's models open", values(models, model -> model.lanes().size())));
        families.add(MetricFamily.gauges("bourdon_model_load_seconds", "What opening the models that are open took",
                values(models.stream().filter(model -> model.loadTime().isPresent()).toList(),
                        model -> model.loadTime().map(Duration::toNanos).orElse(0L) / 1e9)));
    }

    private static List<Value> values(List<ModelInfo> models, ToDoubleFunction<ModelInfo> figure) {
        return models.stream().map(model -> new Value(List.of(new Label("voice", model.name())), figure.applyAsDouble(model))).toList();
    }

    private static void cache(DaemonStatus.Cache cache, List<MetricFamily> families) {
        families.add(MetricFamily.counters("bourdon_cache_sentences_total", "Sentences by where their sound came from; not those of requests that ask for chance",
                List.of(from("memory", cache.hits()), from("disk", cache.diskHits()), from("shared", cache.shared()), from("engine", cache.misses()))));
        families.add(MetricFamily.counter("bourdon_cache_evicted_total", "Sentences that left memory for others", cache.evicted()));
        families.add(MetricFamily.gauge("bourdon_cache_entries", "Sentences kept in memory", cache.entries()));
        families.add(MetricFamily.gauge("bourdon_cache_bytes", "Sound kept in memory", cache.bytes()));
        families.add(MetricFamily.gauge("bourdon_cache_disk_bytes", "Sound kept on disk", cache.diskBytes()));
    }

    private static Value from(String source, long sentences) {
        return new Value(List.of(new Label("source", source)), sentences);
    }

    private static void audio(AudioSessions audio, List<MetricFamily> families) {
        List<AudioSessionStatus> sessions = audio.sessions();
        families.add(MetricFamily.gauges("bourdon_audio_sessions", "Sessions of clients' own audio, by what they do", Stream.of(AudioSessionState.values())
                .map(state -> new Value(List.of(new Label("state", state.name().toLowerCase(Locale.ROOT))),
                        sessions.stream().filter(session -> session.state() == state).count())).toList()));
        families.add(MetricFamily.counter("bourdon_audio_sessions_opened_total", "Sessions of clients' own audio begun", audio.totals().opened()));
        families.add(MetricFamily.counter("bourdon_audio_underruns_total", "Times that the sink of an audio session ran dry", audio.totals().underruns()));
    }

    private static void process(DaemonStatus status, List<MetricFamily> families) {
        families.add(MetricFamily.gauge("process_start_time_seconds", "When the process started, since 1970",
                ManagementFactory.getRuntimeMXBean().getStartTime() / MILLIS));
        if (status.memory().residentBytes() > 0) {
            families.add(MetricFamily.gauge("process_resident_memory_bytes", "Memory that the process has", status.memory().residentBytes()));
        }
        if (status.process().openFiles() > 0) {
            families.add(MetricFamily.gauge("process_open_fds", "Descriptors in use", status.process().openFiles()));
        }
        ProcessHandle.current().info().totalCpuDuration().ifPresent(cpu ->
                families.add(MetricFamily.counter("process_cpu_seconds_total", "Processor time spent", cpu.toNanos() / 1e9)));
        families.add(MetricFamily.gauge("jvm_heap_used_bytes", "Heap in use", status.memory().heapUsedBytes()));
        families.add(MetricFamily.gauge("jvm_heap_committed_bytes", "Heap taken from the system", status.memory().heapCommittedBytes()));
        families.add(MetricFamily.gauge("jvm_threads", "Platform threads", status.process().threads()));
        families.add(MetricFamily.counter("jvm_gc_seconds_total", "Time spent collecting garbage", ManagementFactory.getGarbageCollectorMXBeans()
                .stream().mapToLong(collector -> Math.max(0, collector.getCollectionTime())).sum() / MILLIS));
    }
}
