package org.bourdon.gateway.http;

import java.io.IOException;
import java.io.OutputStream;
import java.util.Optional;

import org.bourdon.error.BourdonException;
import org.osgi.annotation.versioning.ProviderType;

/** One request and its answer. For one thread. */
@ProviderType
public interface Exchange {

    /** Unique as long as the daemon lives; the answer names it as {@code x-request-id}. */
    String requestId();

    String method();

    /** From the root, decoded, without the query. */
    String path();

    /** A parameter of the query, decoded. */
    Optional<String> query(String name);

    /** A header of the request; its name in any case. */
    Optional<String> header(String name);

    /**
     * The request's body.
     *
     * @throws BourdonException INVALID_REQUEST when it is longer than the limit, which the message names
     * @throws IOException      when the client is gone or too slow
     */
    byte[] body() throws BourdonException, IOException;

    /** Sets a header of the answer; before that begins. */
    void header(String name, String value);

    /** Answers, whole. */
    void reply(int status, String mediaType, byte[] body) throws IOException;

    /**
     * Begins an answer whose length is not known yet. What is written goes out at once; the caller closes the stream when the answer is
     * whole, and only then.
     */
    OutputStream stream(int status, String mediaType) throws IOException;

    /** Whether the answer has begun. */
    boolean isBegun();

    /** Whether the client has hung up, or says nothing more (half-closed). Asks the system, at the cost of one call. */
    boolean isClientGone();
}
