package org.bourdon.voice.kokoro;

import java.io.DataInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The beginning of a {@code .npy} file.
 *
 * @param bytes how long it is
 * @param rows  of the table behind it
 */
record NpyHeader(int bytes, int rows) {

    private static final byte[] MAGIC = {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y'};
    private static final int LONGEST = 4_096;
    private static final Pattern TYPE = Pattern.compile("'descr'\\s*:\\s*'([^']{1,32})'");
    private static final Pattern ORDER = Pattern.compile("'fortran_order'\\s*:\\s*(True|False)");
    private static final Pattern SHAPE = Pattern.compile("'shape'\\s*:\\s*\\(([0-9, ]{1,64})\\)");

    /** Reads it; the stream then stands at the table. */
    static NpyHeader read(InputStream in, String name) throws IOException {
        DataInputStream data = new DataInputStream(in);
        if (!java.util.Arrays.equals(data.readNBytes(MAGIC.length), MAGIC)) {
            throw new IOException(name + " is no .npy file");
        }
        int version = data.readUnsignedByte();
        data.readUnsignedByte();
        int field = version == 1 ? 2 : 4;
        long length = field == 2 ? Short.reverseBytes(data.readShort()) & 0xFFFF : Integer.reverseBytes(data.readInt()) & 0xFFFFFFFFL;
        if (version < 1 || version > 3 || length > LONGEST) {
            throw new IOException(name + " has a .npy header of version " + version + " and " + length + " bytes; versions 1 to 3 and at most "
                    + LONGEST + " are valid");
        }
        byte[] text = data.readNBytes((int) length);
        String header = new String(text, StandardCharsets.ISO_8859_1);
        String type = find(TYPE, header);
        String order = find(ORDER, header);
        String shape = find(SHAPE, header).replace(" ", "").replaceAll(",$", "");
        Matcher rows = Pattern.compile("([0-9]{1,6})(,1)?," + Styles.WIDTH).matcher(shape);
        if (text.length < length || !type.equals("<f4") || !order.equals("False") || !rows.matches()) {
            throw new IOException(name + " is an array of type '" + type + "', fortran_order " + order + " and shape (" + shape
                    + "); '<f4', False and (510,1," + Styles.WIDTH + ") are valid");
        }
        int count = Integer.parseInt(rows.group(1));
        if (count < 1 || count > Styles.MOST_ROWS) {
            throw new IOException(name + " has " + count + " rows; 1 to " + Styles.MOST_ROWS + " are valid");
        }
        return new NpyHeader(MAGIC.length + 2 + field + (int) length, count);
    }

    private static String find(Pattern pattern, String header) {
        Matcher matcher = pattern.matcher(header);
        return matcher.find() ? matcher.group(1) : "";
    }
}
