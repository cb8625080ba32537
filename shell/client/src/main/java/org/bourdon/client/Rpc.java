package org.bourdon.client;

import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.jr.stree.JrsObject;

/** A greeted connection to the daemon: one request at a time, its answer or its error. */
public final class Rpc implements AutoCloseable {

    public static final String ID = "1";
    /** The longest time in which nothing at all comes while a request runs. */
    public static final Duration SILENCE = Duration.ofSeconds(60);
    private static final Duration GREETING = Duration.ofSeconds(10);

    private final Connection connection;
    private final JrsObject hello;

    private Rpc(Connection connection, JrsObject hello) {
        this.connection = connection;
        this.hello = hello;
    }

    /** Waits for the daemon's greeting. Closes the connection when it does not come. */
    public static Rpc greeted(Connection connection) throws ClientException {
        return greeted(connection, GREETING);
    }

    public static Rpc greeted(Connection connection, Duration patience) throws ClientException {
        try {
            JrsObject message = connection.readLine(patience, "its greeting");
            String method = Json.string(message, "method").orElse("");
            JrsObject params = Json.member(message, "params");
            if (method.equals("refused")) {
                throw refusal(params);
            }
            if (!method.equals("hello")) {
                throw new ClientException(ExitCode.DAEMON_GONE, "what answers on the socket does not speak the daemon's protocol");
            }
            return new Rpc(connection, params);
        } catch (ClientException e) {
            connection.close();
            throw e;
        }
    }

    public long pid() {
        return Json.number(hello, "pid", 0);
    }

    public String version() {
        return Json.string(hello, "version").orElse("unknown");
    }

    public String session() {
        return Json.string(hello, "session").orElse("");
    }

    public Connection connection() {
        return connection;
    }

    public JrsObject call(String method, Json.Members params) throws ClientException {
        return call(method, params, SILENCE);
    }

    public JrsObject call(String method, Json.Members params, Duration patience) throws ClientException {
        send(method, params);
        while (true) {
            JrsObject message = connection.readLine(patience, "the answer to " + method);
            Optional<JrsObject> result = result(message);
            if (result.isPresent()) {
                return result.get();
            }
        }
    }

    void send(String method, Json.Members params) throws ClientException {
        connection.send(request(ID, method, params));
    }

    public static byte[] request(String id, String method, Json.Members params) {
        return Json.line(json -> {
            json.writeStringField("jsonrpc", "2.0");
            json.writeStringField("id", id);
            json.writeStringField("method", method);
            json.writeObjectFieldStart("params");
            params.writeTo(json);
            json.writeEndObject();
        });
    }

    /** The result when the message is our request's; empty for everything else. */
    static Optional<JrsObject> result(JrsObject message) throws ClientException {
        // An error without an id is about a line of ours that the daemon could not read: there is only the one.
        boolean unnamed = Json.string(message, "id").isEmpty();
        if (message.get("error") instanceof JrsObject error && (unnamed || isOurs(message))) {
            throw refusal(error);
        }
        return isOurs(message) && message.get("result") instanceof JrsObject result ? Optional.of(result) : Optional.empty();
    }

    private static boolean isOurs(JrsObject message) {
        return Json.string(message, "id").orElse("").equals(ID);
    }

    private static ClientException refusal(JrsObject error) {
        String name = Json.string(Json.member(error, "data"), "error").orElse("");
        String text = Json.string(error, "message").orElse("the daemon could not do it").replaceAll("\\s+", " ");
        if (name.equals("SHUTTING_DOWN")) {
            return new DaemonLeftException(text);
        }
        ExitCode code = switch (name) {
            case "INVALID_REQUEST" -> ExitCode.USAGE;
            case "TEXT_EMPTY", "TEXT_TOO_LONG", "VOICE_NOT_FOUND", "VOICE_BROKEN" -> ExitCode.INPUT;
            default -> ExitCode.DAEMON_FAILED;
        };
        return new ClientException(code, text);
    }

    @Override
    public void close() {
        connection.close();
    }
}
