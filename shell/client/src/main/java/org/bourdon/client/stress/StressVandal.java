package org.bourdon.client.stress;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import java.util.random.RandomGenerator;

import org.bourdon.client.ClientException;
import org.bourdon.client.Connection;
import org.bourdon.client.DaemonLeftException;
import org.bourdon.client.ExitCode;
import org.bourdon.client.Json;
import org.bourdon.client.Rpc;
import org.bourdon.client.Speech;
import org.bourdon.client.sound.FileFormat;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** A misbehaving client: one misdeed a connection. */
final class StressVandal {

    private static final int LINE_PIECE = 1 << 20;
    private static final int LINE_PIECES = 5;
    private static final long PARSE_ERROR = -32700;
    private static final long NOT_A_REQUEST = -32600;
    private static final long UNKNOWN_METHOD = -32601;

    private final StressDoor door;
    private final StressEnd end;
    private final RandomGenerator random;
    private final Optional<String> voice;
    private final Duration patience;
    private final Duration longestStall;

    /** @param patience for an answer that is due */
    StressVandal(StressDoor door, StressEnd end, RandomGenerator random, Optional<String> voice, Duration patience, Duration longestStall) {
        this.door = door;
        this.end = end;
        this.random = random;
        this.voice = voice;
        this.patience = patience;
        this.longestStall = longestStall;
    }

    StressMischief.Outcome commit(StressMischief mischief) {
        try {
            if (mischief == StressMischief.CONNECT_AND_LEAVE && random.nextBoolean()) {
                door.open().close();
                return StressMischief.Outcome.LEFT;
            }
            try (Rpc daemon = door.enter()) {
                return misbehave(mischief, daemon.connection());
            }
        } catch (DaemonLeftException _) {
            return mischief == StressMischief.HALF_CLOSE ? StressMischief.Outcome.CLOSED : StressMischief.Outcome.DROPPED;
        } catch (ClientException e) {
            return e.code() == ExitCode.DAEMON_GONE ? StressMischief.Outcome.UNANSWERED : StressMischief.Outcome.TURNED_AWAY;
        }
    }

    private StressMischief.Outcome misbehave(StressMischief mischief, Connection connection) throws ClientException {
        return switch (mischief) {
            case VANISH_MID_STREAM -> listen(connection);
            case HALF_CLOSE -> halfClose(connection);
            case STALL -> stall(connection);
            case GARBAGE -> garbage(connection);
            case OVERSIZED_LINE -> oversizedLine(connection);
            case UNKNOWN_METHOD -> unknownMethod(connection);
            case CANCEL_AT_ONCE -> cancelAtOnce(connection);
            case LEAVE_TEXT_OPEN -> leaveTextOpen(connection);
            case CONNECT_AND_LEAVE -> StressMischief.Outcome.LEFT;
        };
    }

    /** Up to the first sound. */
    private StressMischief.Outcome listen(Connection connection) throws ClientException {
        speak(connection);
        var ear = new StressEar(connection, patience);
        while (true) {
            JrsObject message = ear.head();
            if (StressEar.isNotification(message, "audio")) {
                return StressMischief.Outcome.LEFT;
            }
            if (Json.string(message, "method").isEmpty()) {
                return ended(message);
            }
        }
    }

    private StressMischief.Outcome stall(Connection connection) throws ClientException {
        StressMischief.Outcome outcome = listen(connection);
        if (outcome == StressMischief.Outcome.LEFT) {
            end.comesWithin(longestStall.dividedBy(4).plusNanos(random.nextLong(longestStall.toNanos() * 3 / 4)));
        }
        return outcome;
    }

    /** The daemon takes a client that says no more for one that is gone. */
    private StressMischief.Outcome halfClose(Connection connection) throws ClientException {
        speak(connection);
        connection.endSending();
        var ear = new StressEar(connection, patience);
        while (true) {
            ear.payload(ear.head());
        }
    }

    /** It gets its error, and the connection goes on as if nothing had been. */
    private StressMischief.Outcome garbage(Connection connection) throws ClientException {
        connection.send(StressGarbage.line(random));
        var ear = new StressEar(connection, patience);
        long code = StressEar.errorCode(ear.answer("g"));
        connection.send(Rpc.request("after", "health", params -> { }));
        boolean goesOn = StressEar.answers(ear.answer("after"), "after");
        return (code == PARSE_ERROR || code == NOT_A_REQUEST) && goesOn ? StressMischief.Outcome.REFUSED : StressMischief.Outcome.ANSWERED_WRONGLY;
    }

    private StressMischief.Outcome oversizedLine(Connection connection) throws ClientException {
        byte[] piece = "x".repeat(LINE_PIECE).getBytes(StandardCharsets.US_ASCII);
        try {
            for (int i = 0; i < LINE_PIECES; i++) {
                connection.send(piece);
            }
        } catch (DaemonLeftException _) {
            // It need not read all of it; its error may lie there all the same.
        }
        var ear = new StressEar(connection, patience);
        boolean refused = false;
        try {
            while (true) {
                refused |= StressEar.errorCode(ear.head()) == PARSE_ERROR;
            }
        } catch (DaemonLeftException _) {
            return refused ? StressMischief.Outcome.REFUSED : StressMischief.Outcome.CLOSED;
        }
    }

    private StressMischief.Outcome unknownMethod(Connection connection) throws ClientException {
        connection.send(Rpc.request("u", "method" + random.nextInt(), params -> params.writeStringField("text", StressTexts.LONG)));
        JrsObject message = new StressEar(connection, patience).answer("u");
        return StressEar.errorCode(message) == UNKNOWN_METHOD ? StressMischief.Outcome.REFUSED : StressMischief.Outcome.ANSWERED_WRONGLY;
    }

    private StressMischief.Outcome cancelAtOnce(Connection connection) throws ClientException {
        speak(connection);
        connection.send(Speech.cancellation());
        return ended(new StressEar(connection, patience).answer(Rpc.ID));
    }

    private StressMischief.Outcome leaveTextOpen(Connection connection) throws ClientException {
        connection.send(Rpc.request(Rpc.ID, "speak", params -> {
            params.writeStringField("text", "There is more to");
            params.writeBooleanField("more", true);
        }));
        end.comesWithin(longestStall.dividedBy(20));
        return StressMischief.Outcome.LEFT;
    }

    private void speak(Connection connection) throws ClientException {
        var request = new Speech.Request(StressTexts.LONG, voice, Optional.empty(), Optional.empty(), Optional.empty(), false, FileFormat.PLAIN, false);
        connection.send(Rpc.request(Rpc.ID, "speak", request::writeTo));
    }

    private static StressMischief.Outcome ended(JrsObject answer) {
        if (StressEar.errorCode(answer) != 0) {
            return StressEar.errorName(answer).equals("BUSY") ? StressMischief.Outcome.TURNED_AWAY : StressMischief.Outcome.ANSWERED_WRONGLY;
        }
        return switch (Json.string(Json.member(answer, "result"), "outcome").orElse("")) {
            case "cancelled" -> StressMischief.Outcome.CANCELLED;
            case "done" -> StressMischief.Outcome.DONE;
            default -> StressMischief.Outcome.ANSWERED_WRONGLY;
        };
    }
}
