package org.bourdon.itest.fuzz;

import java.util.List;

/** What well-meant clients send. Most of it asks for nothing that takes long, so that there is time for many. */
public final class Corpus {

    /** The native API, on the unix socket and at {@code /ws}. Nothing here can become a {@code shutdown}. */
    public static final List<String> NATIVE = List.of(
            "{\"jsonrpc\":\"2.0\",\"id\":\"a\",\"method\":\"speak\",\"params\":{\"text\":\"?\",\"voice\":\"nobody\",\"speed\":1.5,\"format\":\"s16le\"}}",
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"speak\",\"params\":{\"text\":\"\",\"more\":true,\"deadline_ms\":2000,\"noise_w\":0,\"noise_scale\":0}}",
            "{\"id\":\"b\",\"method\":\"speak\",\"params\":{\"text\":\"...\",\"engine\":\"onnx\",\"strict\":true,\"packing\":\"file\",\"format\":\"flac\"}}",
            "{\"id\":\"m\",\"method\":\"speak\",\"params\":{\"text\":\"\",\"more\":true,\"format\":\"mp3\"}}",
            "{\"id\":\"2\",\"method\":\"append\",\"params\":{\"request\":\"m\",\"text\":\"\"}}",
            "{\"id\":\"3\",\"method\":\"finish\",\"params\":{\"request\":\"m\"}}",
            "{\"id\":4,\"method\":\"cancel\",\"params\":{\"request\":\"a\"}}",
            "{\"id\":4.5,\"method\":\"cancel\",\"params\":{\"request\":1}}",
            "{\"id\":\"5\",\"method\":\"pronounce\",\"params\":{\"text\":\"no\",\"voice\":\"nobody\"}}",
            "{\"id\":\"6\",\"method\":\"voices\",\"params\":{}}",
            "{\"id\":\"7\",\"method\":\"status\"}",
            "{\"id\":\"8\",\"method\":\"health\"}",
            "{\"id\":\"9\",\"method\":\"lease\",\"params\":{\"holder\":\"fuzz\",\"voices\":[\"nobody\"]}}",
            "{\"id\":\"10\",\"method\":\"lease\",\"params\":{\"holder\":\"fuzz\"}}",
            "{\"id\":\"11\",\"method\":\"release\",\"params\":{\"lease\":\"l1\"}}",
            "{\"id\":\"12\",\"method\":\"model.info\",\"params\":{\"name\":\"en_US-tenor\"}}",
            "{\"id\":\"13\",\"method\":\"model.list\",\"params\":{}}",
            "{\"id\":\"14\",\"method\":\"model.load\",\"params\":{\"name\":\"nobody\"}}",
            "{\"id\":\"15\",\"method\":\"session.open\",\"params\":{\"format\":\"pcm\",\"sample_rate\":24000,\"channels\":1,\"bit_depth\":16}}",
            "{\"id\":\"16\",\"method\":\"session.close\",\"params\":{\"audio\":\"s1\"}}");

    /** {@code /v1/audio/speech/stream}. */
    public static final List<String> STREAM = List.of(
            "{\"type\":\"session.config\",\"voice\":\"alloy\",\"response_format\":\"pcm\",\"speed\":1.0}",
            "{\"type\":\"session.config\",\"voice\":\"nobody\",\"response_format\":\"wav\"}",
            "{\"type\":\"input.text\",\"text\":\"\"}",
            "{\"type\":\"input.text\",\"text\":\"...\"}",
            "{\"type\":\"input.done\"}",
            "{\"type\":\"input.cancel\"}");

    /** Clients that bring their own audio, at {@code /}. */
    public static final List<String> LAUNCHER = List.of(
            "{\"type\":\"ping\",\"timestamp\":1700000000000}",
            "{\"type\":\"start_session\",\"audioFormat\":{\"format\":\"wav\",\"sampleRate\":24000,\"channels\":1,\"bitDepth\":16}}",
            "{\"type\":\"start_session\",\"audioFormat\":{\"format\":\"pcm\",\"sampleRate\":48000,\"channels\":2,\"bitDepth\":24}}",
            "{\"type\":\"audio_chunk\",\"chunk\":\"AAAAAAAA\",\"encoding\":\"base64\"}",
            "{\"type\":\"audio_chunk\",\"chunk\":\"00ff00ff00\",\"encoding\":\"hex\"}",
            "{\"type\":\"audio_chunk\",\"chunk\":\"UklGRiQAAABXQVZFZm10IBAAAAABAAEAwF0AAIC7AAACABAAZGF0YQAAAAA=\",\"encoding\":\"base64\"}",
            "{\"type\":\"stop_session\"}",
            "{\"type\":\"get_status\",\"timestamp\":1}");

    /** The body of {@code POST /v1/audio/speech}. */
    public static final List<String> SPEECH = List.of(
            "{\"model\":\"bourdon\",\"input\":\"...\",\"voice\":\"nobody\",\"response_format\":\"mp3\",\"speed\":1.0,\"stream_format\":\"audio\"}",
            "{\"model\":\"tts-1\",\"input\":\"\",\"voice\":{\"id\":\"nobody\"},\"response_format\":\"wav\",\"instructions\":\"Calmly.\"}",
            "{\"model\":\"tts-1\",\"input\":\"?\",\"voice\":\"alloy\",\"response_format\":\"pcm\",\"stream_format\":\"sse\",\"stream\":false}");

    private static final String BODY = SPEECH.getFirst();

    /** Whole requests; {@code \n} stands for the end of a line. */
    public static final List<String> HTTP = List.of(
            "GET /health HTTP/1.1\nHost: localhost\n\n",
            "GET /ready HTTP/1.1\nHost: 127.0.0.1:8081\nAccept: */*\nConnection: close\n\n",
            "HEAD /v1/models HTTP/1.1\nHost: localhost\nAuthorization: Bearer x\n\n",
            "GET /v1/models/bourdon?x=%20y&z HTTP/1.0\nUser-Agent: fuzz\n\n",
            "OPTIONS /v1/audio/speech HTTP/1.1\nHost: localhost\nOrigin: http://localhost:3000\nAccess-Control-Request-Method: POST\n\n",
            "GET / HTTP/1.1\nHost: localhost\nAccept-Encoding: gzip, br\nRange: bytes=0-10\nIf-None-Match: \"x\"\n\n",
            "GET /status HTTP/1.1\nHost: [::1]:80\nCookie: a=b\n\n",
            "GET /metrics HTTP/1.1\nHost: localhost\n\n",
            "POST /v1/audio/speech HTTP/1.1\nHost: localhost\nContent-Type: application/json\nContent-Length: " + BODY.length() + "\n\n" + BODY,
            "POST /v1/audio/speech HTTP/1.1\nHost: localhost\nContent-Type: application/json\nTransfer-Encoding: chunked\n\n"
                    + Integer.toHexString(BODY.length()) + ";x=y\n" + BODY + "\n0\nTrailer: x\n\n",
            "POST /v1/audio/speech HTTP/1.1\nHost: localhost\nExpect: 100-continue\nContent-Length: 2\n\n{}",
            "GET /ws HTTP/1.1\nHost: localhost\nUpgrade: websocket\nConnection: Upgrade\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\nSec-WebSocket-Version: 13\n"
                    + "Sec-WebSocket-Extensions: permessage-deflate\nSec-WebSocket-Protocol: bourdon.bearer.eA\n\n");

    private Corpus() {
    }
}
