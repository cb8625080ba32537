package org.bourdon.engine.contract;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Small models in ONNX's format, written by hand. */
public final class OnnxGraphs {

    private static final int FLOAT = 1;
    private static final int INT32 = 6;
    private static final int INT64 = 7;
    private static final int BOOL = 9;
    private static final long FREE = -1;

    private OnnxGraphs() {
    }

    /** {@code y = x + x}: {@code x} and {@code y} are FLOAT32 [1, any]; {@code m = n}: INT64 [2]. */
    public static byte[] doubling() {
        Message graph = new Message()
                .add(1, node("Add", "y", "x", "x"))
                .add(1, node("Identity", "m", "n"))
                .add(2, "doubling")
                .add(11, value("x", FLOAT, 1, FREE)).add(11, value("n", INT64, 2))
                .add(12, value("y", FLOAT, 1, FREE)).add(12, value("m", INT64, 2));
        return model(graph);
    }

    /** {@code y} is the sine of {@code x}, FLOAT32 [1, any], taken {@code n} times, INT64 [1]: runs as long as one likes. */
    public static byte[] looping() {
        Message body = new Message()
                .add(1, node("Identity", "on", "go"))
                .add(1, node("Sin", "w", "v"))
                .add(2, "body")
                .add(11, value("i", INT64)).add(11, value("go", BOOL)).add(11, value("v", FLOAT, 1, FREE))
                .add(12, value("on", BOOL)).add(12, value("w", FLOAT, 1, FREE));
        Message loop = node("Loop", "y", "n", "yes", "x").add(5, new Message().add(1, "body").add(6, body).add(20, 5));
        Message yes = new Message().add(2, BOOL).add(8, "yes").add(9, new byte[] {1});
        Message graph = new Message().add(1, loop).add(2, "looping").add(5, yes)
                .add(11, value("n", INT64, 1)).add(11, value("x", FLOAT, 1, FREE))
                .add(12, value("y", FLOAT, 1, FREE));
        return model(graph);
    }

    /**
     * A Kokoro model in shape, whose sound is what went in: the 256 numbers of the style, then the tokens, then the speed.
     *
     * @param tokens     what the input of the tokens, INT64 [1, any], is called
     * @param audio      what the output is called
     * @param wholeSpeed whether {@code speed} is INT32 [1] and not FLOAT32 [1]
     * @param axes       of the output, 1 to 3; all but the last have the length 1
     * @param durations  whether there is a second output {@code duration}
     */
    public static byte[] kokoro(String tokens, String audio, boolean wholeSpeed, int axes, boolean durations) {
        Message graph = new Message()
                .add(1, node("Cast", "symbols", tokens).add(5, whole("to", FLOAT)))
                .add(1, node("Cast", "pace", "speed").add(5, whole("to", FLOAT)))
                .add(1, node("Reshape", "flat_symbols", "symbols", "flat"))
                .add(1, node("Reshape", "flat_style", "style", "flat"))
                .add(1, node("Concat", "all", "flat_style", "flat_symbols", "pace").add(5, whole("axis", 0)))
                .add(1, node("Reshape", audio, "all", "wanted"));
        if (durations) {
            graph.add(1, node("Identity", "duration", "flat_symbols"));
        }
        long[] wanted = new long[axes];
        java.util.Arrays.fill(wanted, 1);
        wanted[axes - 1] = FREE;
        graph.add(2, "kokoro").add(5, longs("flat", FREE)).add(5, longs("wanted", wanted))
                .add(11, value(tokens, INT64, 1, FREE)).add(11, value("style", FLOAT, 1, 256))
                .add(11, value("speed", wholeSpeed ? INT32 : FLOAT, 1))
                .add(12, value(audio, FLOAT, wanted));
        if (durations) {
            graph.add(12, value("duration", FLOAT, FREE));
        }
        return model(graph);
    }

    private static Message whole(String name, long value) {
        return new Message().add(1, name).add(3, value).add(20, 2);
    }

    private static Message longs(String name, long... values) {
        Message tensor = new Message().add(1, values.length).add(2, INT64);
        for (long value : values) {
            tensor.add(7, value);
        }
        return tensor.add(8, name);
    }

    private static byte[] model(Message graph) {
        return new Message().add(1, 8).add(7, graph).add(8, new Message().add(1, "").add(2, 15)).bytes();
    }

    private static Message node(String operator, String output, String... inputs) {
        Message node = new Message();
        for (String input : inputs) {
            node.add(1, input);
        }
        return node.add(2, output).add(4, operator);
    }

    private static Message value(String name, int type, long... axes) {
        Message shape = new Message();
        for (long axis : axes) {
            shape.add(1, axis == FREE ? new Message().add(2, "any") : new Message().add(1, axis));
        }
        return new Message().add(1, name).add(2, new Message().add(1, new Message().add(1, type).add(2, shape)));
    }

    /** A message of protocol buffers. */
    private static final class Message {

        private final ByteArrayOutputStream out = new ByteArrayOutputStream();

        Message add(int field, long value) {
            varint(field << 3);
            varint(value);
            return this;
        }

        Message add(int field, byte[] value) {
            varint(field << 3 | 2);
            varint(value.length);
            out.writeBytes(value);
            return this;
        }

        Message add(int field, String value) {
            return add(field, value.getBytes(StandardCharsets.UTF_8));
        }

        Message add(int field, Message value) {
            return add(field, value.bytes());
        }

        byte[] bytes() {
            return out.toByteArray();
        }

        private void varint(long value) {
            long rest = value;
            while ((rest & ~0x7FL) != 0) {
                out.write((int) (rest & 0x7F | 0x80));
                rest >>>= 7;
            }
            out.write((int) rest);
        }
    }
}
