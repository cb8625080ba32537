package org.bourdon.core.model;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.bourdon.core.lane.LaneGroup;
import org.bourdon.core.voice.VoiceVersion;
import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens and checks versions of voices on their lanes. One at a time, so that loads never take more than one lane from those who speak. */
final class Loads implements AutoCloseable {

    private interface Job {
        void run() throws BourdonException;
    }

    private static final Logger log = LoggerFactory.getLogger(Loads.class);
    private static final Duration LONGEST_PREPARATION = Duration.ofSeconds(60);
    private static final int MOST = 64;

    private final Roster roster;
    private final OpenVoices open;
    private final ThreadPoolExecutor thread = new ThreadPoolExecutor(1, 1, 0, TimeUnit.SECONDS, new ArrayBlockingQueue<>(MOST),
            Thread.ofVirtual().name("model-loads").factory());

    Loads(Roster roster, OpenVoices open) {
        this.roster = roster;
        this.open = open;
    }

    /** Opens what serves, unless it is open. */
    void load(VoiceVersion version, Duration patience) throws BourdonException {
        if (open.has(version)) {
            return;
        }
        wait(() -> {
            if (!open.has(version)) {
                roster.isBeingPrepared(version);
                try {
                    prepare(version, Optional.empty());
                } finally {
                    roster.noLongerPrepared(version);
                }
            }
        }, patience, "loading voice " + version.name());
    }

    /** Opens files anew and has them serve. */
    void bringIn(VoiceVersion files, Duration patience) throws BourdonException {
        wait(() -> bringIn(roster.candidate(files)), patience, "reloading voice " + files.name());
    }

    /** Has a candidate of the roster's prepared, and serve after that. Does not wait. */
    void bringInSoon(VoiceVersion candidate) {
        try {
            thread.execute(() -> {
                try {
                    bringIn(candidate);
                } catch (BourdonException e) {
                    log.debug("version {} of voice {} does not serve: {}", candidate.label(), candidate.name(), e.getMessage());
                }
            });
        } catch (RejectedExecutionException e) {
            // Full, or leaving; a later look finds it again.
            roster.noLongerPrepared(candidate);
        }
    }

    /** Prepares a version beside the one that serves, and lets it serve. */
    private void bringIn(VoiceVersion candidate) throws BourdonException {
        Optional<VoiceVersion> before = roster.serving(candidate.name());
        try {
            prepare(candidate, before);
            roster.serve(candidate);
        } finally {
            roster.noLongerPrepared(candidate);
        }
        log.info("voice {} is served by version {}{}", candidate.name(), candidate.label(),
                before.map(old -> " instead of " + old.label()).orElse(""));
        before.filter(old -> !roster.isWanted(old)).ifPresent(open::close);
    }

    /** Opens and checks a version where the one before it is open; what is bad is rejected, and closed. */
    private void prepare(VoiceVersion version, Optional<VoiceVersion> before) throws BourdonException {
        try {
            for (LaneGroup group : open.groupsFor(version, before)) {
                prepareOn(group, version);
            }
        } catch (BourdonException e) {
            if (isVerdict(e.code()) && version.isCurrent()) {
                roster.reject(version, e.getMessage(), open.versions());
            } else {
                // Files that change, or a lane that had no time: the next look begins anew.
                log.info("version {} of voice {} is not ready: {}", version.label(), version.name(), e.getMessage());
                roster.noLongerPrepared(version);
            }
            if (!roster.isWanted(version)) {
                open.close(version);
            }
            throw e;
        }
    }

    private static boolean isVerdict(ErrorCode code) {
        return switch (code) {
            case VOICE_BROKEN, INVALID_INPUT, ENGINE_FAILED, TEXT_EMPTY, VOICE_NOT_FOUND, UNSUPPORTED, INTERNAL, INVALID_REQUEST, TEXT_TOO_LONG -> true;
            case ENGINE_UNAVAILABLE, BUSY, CANCELLED, DEADLINE_EXCEEDED, SHUTTING_DOWN -> false;
        };
    }

    private static void prepareOn(LaneGroup group, VoiceVersion version) throws BourdonException {
        Preparation preparation = new Preparation(version);
        group.first().submit(preparation);
        try {
            await(preparation.result(), LONGEST_PREPARATION, "preparing voice " + version.name());
        } finally {
            preparation.abandon();
        }
    }

    private static void await(CompletableFuture<Void> result, Duration patience, String what) throws BourdonException {
        try {
            result.get(patience.toNanos(), TimeUnit.NANOSECONDS);
        } catch (TimeoutException e) {
            throw new BourdonException(ErrorCode.DEADLINE_EXCEEDED, what + " took longer than " + patience.toMillis() + " ms", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new BourdonException(ErrorCode.CANCELLED, what + " was interrupted", e);
        } catch (ExecutionException e) {
            throw e.getCause() instanceof BourdonException known ? known
                    : new BourdonException(ErrorCode.INTERNAL, what + " failed unexpectedly: " + e.getCause(), e);
        }
    }

    private void wait(Job job, Duration patience, String what) throws BourdonException {
        CompletableFuture<Void> result = new CompletableFuture<>();
        try {
            thread.execute(() -> {
                try {
                    job.run();
                    result.complete(null);
                } catch (BourdonException | RuntimeException e) {
                    result.completeExceptionally(e);
                }
            });
        } catch (RejectedExecutionException e) {
            throw new BourdonException(ErrorCode.BUSY, MOST + " loads wait already; try again shortly", e);
        }
        await(result, patience, what);
    }

    @Override
    public void close() {
        thread.shutdownNow();
    }
}
