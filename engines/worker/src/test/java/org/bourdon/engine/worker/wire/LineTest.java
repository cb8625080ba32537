package org.bourdon.engine.worker.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.EOFException;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

import org.bourdon.engine.Signature;
import org.bourdon.engine.Tensor;
import org.bourdon.engine.TensorSpec;
import org.bourdon.engine.TensorSpec.ElementType;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 1, unit = TimeUnit.MINUTES)
class LineTest {

    private static final BodyMemory MEMORY = (kind, bytes) -> ByteBuffer.allocateDirect(bytes);

    @TempDir
    Path folder;

    private SocketChannel here;
    private SocketChannel there;

    @BeforeEach
    void connect() throws IOException {
        try (ServerSocketChannel server = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            server.bind(UnixDomainSocketAddress.of(folder.resolve("s")));
            here = SocketChannel.open(server.getLocalAddress());
            there = server.accept();
        }
    }

    @AfterEach
    void disconnect() throws IOException {
        here.close();
        there.close();
    }

    @Test
    void tensors_of_all_kinds_arrive_as_they_left() throws Exception {
        FloatBuffer big = Tensor.Floats.buffer(300_001);
        for (int i = 0; i < big.limit(); i++) {
            big.put(i, i);
        }
        FloatBuffer foreign = ByteBuffer.allocateDirect(12).order(ByteOrder.BIG_ENDIAN).asFloatBuffer().put(new float[] {1, 2, 3}).flip();
        Map<String, Tensor> sent = Map.of("big", new Tensor.Floats(big, 1, 300_001), "foreign", new Tensor.Floats(foreign, 3),
                "slice", new Tensor.Floats(FloatBuffer.wrap(new float[] {9, 1, 2, 9}).position(1).limit(3), 2, 1),
                "ints", Tensor.Ints.of(new int[] {7, -7, 1 << 30}, 3), "longs", Tensor.Longs.of(new long[] {Long.MIN_VALUE}), "none", Tensor.Longs.of(new long[0], 0, 5));

        CompletableFuture<Void> sending = CompletableFuture.runAsync(() -> {
            try {
                HeadWriter head = new HeadWriter();
                new Line(here).send(Kind.RUN, 42, head, TensorWire.write(head, sent, new Scratch()));
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        Frame frame = new Line(there).receive(MEMORY);
        Map<String, Tensor> received = TensorWire.read(frame.head(), frame.body());
        sending.get(10, TimeUnit.SECONDS);

        assertThat(frame.number()).isEqualTo(42);
        assertThat(received.keySet()).isEqualTo(sent.keySet());
        sent.forEach((name, tensor) -> {
            assertThat(received.get(name).shape()).as(name).isEqualTo(tensor.shape());
            assertThat(received.get(name).data()).as(name).isEqualTo(tensor.data());
            assertThat(received.get(name).data().isDirect()).as(name).isTrue();
        });
        assertThat(foreign.remaining()).as("the sender's buffers are left as they were").isEqualTo(3);
    }

    @Test
    void a_signature_arrives_as_it_left() throws Exception {
        Signature signature = new Signature(List.of(new TensorSpec("x", ElementType.FLOAT32, List.of(1L, -1L))),
                List.of(new TensorSpec("ü", ElementType.OTHER, List.of()), new TensorSpec("n", ElementType.INT64, List.of(2L))));
        HeadWriter head = new HeadWriter();
        SignatureWire.write(head, signature);
        new Line(here).send(Kind.OPENED, 1, head);
        assertThat(SignatureWire.read(new Line(there).receive(MEMORY).head())).isEqualTo(signature);
    }

    @Test
    void a_connection_that_ends_in_the_middle_is_no_frame() throws Exception {
        HeadWriter head = new HeadWriter().putText("half of this");
        ByteBuffer whole = head.finish(Kind.START, 1, 0);
        here.write(whole.limit(30));
        here.close();
        assertThatThrownBy(() -> new Line(there).receive(MEMORY)).isInstanceOf(EOFException.class);
    }

    @Test
    void lengths_beyond_all_measure_are_refused_before_memory_is_taken() throws Exception {
        for (int at : new int[] {0, 4, 12, 16, 20}) {
            disconnect();
            folder.resolve("s").toFile().delete();
            connect();
            ByteBuffer header = new HeadWriter().finish(Kind.RUN, 1, 0);
            header.putInt(at, 0x7FFF_FFF0);
            here.write(header);
            assertThatThrownBy(() -> new Line(there).receive((kind, bytes) -> {
                throw new AssertionError(bytes + " bytes were asked for");
            })).as("at %d", at).isInstanceOf(MalformedFrameException.class);
        }
    }

    /** Whatever comes, it is either understood or refused, and never anything else. */
    @Test
    void garbage_is_refused() throws Exception {
        Random random = new Random(5);
        HeadWriter head = new HeadWriter();
        List<ByteBuffer> body = TensorWire.write(head, Map.of("x", Tensor.Floats.of(new float[] {1, 2}, 1, 2), "n", Tensor.Longs.of(new long[] {3}, 1)),
                new Scratch());
        byte[] whole = bytes(head, body);
        int refused = 0;
        for (int round = 0; round < 20_000; round++) {
            byte[] bytes = whole.clone();
            for (int change = 0; change <= random.nextInt(3); change++) {
                bytes[Frame.HEADER_BYTES + random.nextInt(bytes.length - Frame.HEADER_BYTES)] = (byte) random.nextInt();
            }
            int headLength = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(12);
            int cut = random.nextInt(10) == 0 ? random.nextInt(headLength) : headLength;
            ByteBuffer all = ByteBuffer.allocateDirect(bytes.length).order(ByteOrder.LITTLE_ENDIAN).put(bytes);
            try {
                TensorWire.read(new HeadReader(all.slice(Frame.HEADER_BYTES, cut).order(ByteOrder.LITTLE_ENDIAN)),
                        all.slice(Frame.HEADER_BYTES + headLength, bytes.length - Frame.HEADER_BYTES - headLength));
            } catch (MalformedFrameException e) {
                refused++;
            }
        }
        assertThat(refused).as("refused of 20,000").isGreaterThan(5_000);
    }

    private static byte[] bytes(HeadWriter head, List<ByteBuffer> body) {
        int length = body.stream().mapToInt(ByteBuffer::remaining).sum();
        ByteBuffer first = head.finish(Kind.RUN, 1, length);
        byte[] bytes = new byte[first.remaining() + length];
        ByteBuffer all = ByteBuffer.wrap(bytes).put(first);
        body.forEach(part -> all.put(part.duplicate()));
        return bytes;
    }
}
