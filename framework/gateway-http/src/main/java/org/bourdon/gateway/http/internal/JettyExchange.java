package org.bourdon.gateway.http.internal;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.TimeoutException;

import org.bourdon.error.BourdonException;
import org.bourdon.error.ErrorCode;
import org.bourdon.gateway.http.Exchange;
import org.eclipse.jetty.http.BadMessageException;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.io.Content;
import org.eclipse.jetty.io.EndPoint;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.util.BufferUtil;

/** An exchange over Jetty. */
final class JettyExchange implements Exchange {

    /** A client that takes nothing of an answer for so long is taken for gone; somebody may have paused his player. */
    private static final Duration STREAM_PATIENCE = Duration.ofMinutes(30);

    private final Request request;
    private final Response response;
    private final String path;
    private final String requestId;
    private final int longestBody;
    private boolean begun;
    private boolean gone;

    JettyExchange(Request request, Response response, String requestId, int longestBody) {
        this.request = request;
        this.response = response;
        this.requestId = requestId;
        this.longestBody = longestBody;
        this.path = Request.getPathInContext(request);
        response.getHeaders().put("x-request-id", requestId);
    }

    @Override
    public String requestId() {
        return requestId;
    }

    @Override
    public String method() {
        return request.getMethod();
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Optional<String> query(String name) {
        try {
            return Optional.ofNullable(Request.extractQueryParameters(request).getValue(name));
        } catch (BadMessageException | IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(request.getHeaders().get(name));
    }

    @Override
    public byte[] body() throws BourdonException, IOException {
        if (request.getLength() > longestBody) {
            throw tooLong();
        }
        try (InputStream in = Content.Source.asInputStream(request)) {
            byte[] bytes = in.readNBytes(longestBody + 1);
            if (bytes.length > longestBody) {
                throw tooLong();
            }
            return bytes;
        } catch (IOException e) {
            if (e.getCause() instanceof TimeoutException) {
                throw new LateBodyException(e);
            }
            throw e;
        }
    }

    /** Nothing of the body came for too long. */
    static final class LateBodyException extends IOException {

        private static final long serialVersionUID = 1L;

        private LateBodyException(IOException cause) {
            super("the body did not come in time", cause);
        }
    }

    private BourdonException tooLong() {
        return new BourdonException(ErrorCode.INVALID_REQUEST, "the body is longer than the " + longestBody + " bytes allowed");
    }

    @Override
    public void header(String name, String value) {
        response.getHeaders().put(name, value);
    }

    @Override
    public void reply(int status, String mediaType, byte[] body) throws IOException {
        begun = true;
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
        response.getHeaders().put(HttpHeader.CONTENT_LENGTH, body.length);
        Content.Sink.write(response, true, ByteBuffer.wrap(body));
    }

    @Override
    public OutputStream stream(int status, String mediaType) throws IOException {
        begun = true;
        endPoint().setIdleTimeout(STREAM_PATIENCE.toMillis());
        response.setStatus(status);
        response.getHeaders().put(HttpHeader.CONTENT_TYPE, mediaType);
        return Content.Sink.asOutputStream(response);
    }

    @Override
    public boolean isBegun() {
        return begun;
    }

    @Override
    public boolean isClientGone() {
        if (!gone) {
            ByteBuffer early = BufferUtil.allocate(1);
            try {
                int filled = endPoint().fill(early);
                // What comes before the answer is out (pipelining) has no place to go: nobody may hear half a request.
                gone = filled != 0;
            } catch (IOException e) {
                gone = true;
            }
        }
        return gone;
    }

    private EndPoint endPoint() {
        return request.getConnectionMetaData().getConnection().getEndPoint();
    }
}
