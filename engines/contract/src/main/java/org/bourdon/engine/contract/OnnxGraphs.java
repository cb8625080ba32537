package org.bourdon.engine.contract;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
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
     * A voice in Piper's format that loops for {@code rounds} rounds for each phoneme id beyond {@code free}: it can be stopped in between.
     * Sentences of no more ids than that are spoken at once; the sound is of no beauty.
     */
    public static byte[] loopingVoice(long free, long rounds) {
        Message body = new Message()
                .add(1, node("Identity", "on", "go"))
                .add(1, node("Sin", "w", "v"))
                .add(2, "body")
                .add(11, value("i", INT64)).add(11, value("go", BOOL)).add(11, value("v", FLOAT, 1, FREE))
                .add(12, value("on", BOOL)).add(12, value("w", FLOAT, 1, FREE));
        Message loop = node("Loop", "y", "effort", "yes", "x").add(5, new Message().add(1, "body").add(6, body).add(20, 5));
        Message yes = new Message().add(2, BOOL).add(8, "yes").add(9, new byte[] {1});
        Message graph = effort(free, rounds)
                .add(1, node("Cast", "x", "input").add(5, new Message().add(1, "to").add(3, FLOAT).add(20, 2)))
                .add(1, loop).add(5, yes)
                .add(1, node("Reshape", "output", "y", "flat"))
                .add(2, "looping voice");
        return model(ofPiper(graph));
    }

    /**
     * The same, but what takes long is one operator, which compares {@code rounds} things for each id beyond {@code free}, each with each:
     * once begun, nothing stops it.
     */
    public static byte[] deafVoice(long free, long rounds) {
        Message half = new Message().add(1, 1).add(2, FLOAT).add(8, "half").add(9, new byte[] {0, 0, 0, 0x3F});
        Message graph = effort(free, rounds)
                .add(5, numbers("one", 1)).add(5, numbers("four", 4)).add(5, half)
                .add(1, node("Add", "things", "effort", "one"))
                .add(1, node("Concat", "corners", "one", "things", "four").add(5, axis0()))
                .add(1, node("Concat", "marks", "one", "one", "things").add(5, axis0()))
                .add(1, node("ConstantOfShape", "boxes", "corners"))
                .add(1, node("ConstantOfShape", "scores", "marks"))
                .add(1, node("NonMaxSuppression", "kept", "boxes", "scores", "things", "half"))
                .add(1, node("Shape", "size", "kept"))
                .add(1, node("Cast", "y", "size").add(5, new Message().add(1, "to").add(3, FLOAT).add(20, 2)))
                .add(1, node("Reshape", "output", "y", "flat"))
                .add(2, "deaf voice");
        return model(ofPiper(graph));
    }

    private static Message axis0() {
        return new Message().add(1, "axis").add(3, 0).add(20, 2);
    }

    /** {@code effort} = rounds for each id beyond the free ones. */
    private static Message effort(long free, long rounds) {
        return new Message()
                .add(5, numbers("free", free)).add(5, numbers("none", 0)).add(5, numbers("rounds", rounds)).add(5, numbers("flat", 1, 1, 1, -1))
                .add(1, node("Sub", "difference", "input_lengths", "free"))
                .add(1, node("Max", "beyond", "difference", "none"))
                .add(1, node("Mul", "effort", "beyond", "rounds"));
    }

    private static Message ofPiper(Message graph) {
        return graph.add(11, value("input", INT64, 1, FREE)).add(11, value("input_lengths", INT64, 1)).add(11, value("scales", FLOAT, 3))
                .add(12, value("output", FLOAT, 1, 1, 1, FREE));
    }

    /** INT64 [count]. */
    private static Message numbers(String name, long... values) {
        ByteBuffer raw = ByteBuffer.allocate(values.length * Long.BYTES).order(ByteOrder.LITTLE_ENDIAN);
        raw.asLongBuffer().put(values);
        return new Message().add(1, values.length).add(2, INT64).add(8, name).add(9, raw.array());
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
        graph.add(2, "kokoro").add(5, numbers("flat", FREE)).add(5, numbers("wanted", wanted))
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
