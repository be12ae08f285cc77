package org.stylize.engine.picture;

import java.awt.color.ICC_Profile;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ICC profiles (ICC.1:2022) made from what a file says in numbers: where its primaries lie and how its samples stand for
 * light. So one engine converts all colours.
 */
final class BuiltProfile {
    private static final int HEADER_BYTES = 128;
    private static final double[] D50 = {0.9642, 1, 0.8249};
    /** Bradford's matrix, by which ICC profiles adapt to the white of their connection space. */
    private static final double[][] BRADFORD = {
        {0.8951, 0.2664, -0.1614},
        {-0.7502, 1.7135, 0.0367},
        {0.0389, -0.0685, 1.0296}
    };

    private BuiltProfile() {}

    /** Where red, green, blue and white lie. */
    static final class Primaries {
        static final Primaries BT_709 = of(0.64, 0.33, 0.30, 0.60, 0.15, 0.06, 0.3127, 0.3290);

        private final double[][] xy;

        private Primaries(double[][] xy) {
            this.xy = xy;
        }

        /** CIE x and y of red, green, blue and white; eight numbers. */
        static Primaries of(double... numbers) {
            double[][] xy = new double[4][2];
            for (int i = 0; i < numbers.length; i++) {
                xy[i / 2][i % 2] = numbers[i];
            }
            return new Primaries(xy);
        }

        /** Columns: red, green and blue in XYZ relative to D50; null if these are no primaries. */
        private double @Nullable [][] toConnectionSpace() {
            double[][] colours = new double[3][3];
            for (int i = 0; i < 3; i++) {
                double[] xyz = xyz(xy[i]);
                for (int row = 0; row < 3; row++) {
                    colours[row][i] = xyz[row];
                }
            }
            double[][] inverse = inverse(colours);
            double[] white = xyz(xy[3]);
            if (inverse == null) {
                return null;
            }
            double[] amounts = times(inverse, white);
            double[] from = times(BRADFORD, white);
            double[] to = times(BRADFORD, D50);
            double[][] back = inverse(BRADFORD);
            if (back == null) {
                return null;
            }
            double[][] result = new double[3][3];
            for (int i = 0; i < 3; i++) {
                double[] colour = {colours[0][i] * amounts[i], colours[1][i] * amounts[i], colours[2][i] * amounts[i]};
                double[] cones = times(BRADFORD, colour);
                for (int cone = 0; cone < 3; cone++) {
                    cones[cone] *= to[cone] / from[cone];
                }
                double[] adapted = times(back, cones);
                for (int row = 0; row < 3; row++) {
                    if (!(Math.abs(adapted[row]) < 4)) { // NaN too
                        return null;
                    }
                    result[row][i] = adapted[row];
                }
            }
            return result;
        }

        private static double[] xyz(double[] xy) {
            return new double[] {xy[0] / xy[1], 1, (1 - xy[0] - xy[1]) / xy[1]};
        }
    }

    /**
     * How samples s of 0 to 1 stand for light: (a·s + b)^g from d on, and c·s below.
     *
     * @param g at least 0.1, at most 10
     */
    record Curve(double g, double a, double b, double c, double d) {
        static final Curve SRGB = new Curve(2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045);
        static final Curve LINEAR = power(1);
        /** ITU-R BT.709, which BT.601 and BT.2020 share. */
        static final Curve BT_709 = new Curve(1 / 0.45, 1 / 1.099, 0.099 / 1.099, 1 / 4.5, 0.081);

        static Curve power(double gamma) {
            return new Curve(gamma, 1, 0, 0, 0);
        }
    }

    /** The profile of RGB with these primaries; null if they are none. */
    static @Nullable ICC_Profile rgb(Primaries primaries, Curve curve) {
        double[][] matrix = primaries.toConnectionSpace();
        if (matrix == null) {
            return null;
        }
        List<Tag> tags = new ArrayList<>(general());
        String[] colours = {"rXYZ", "gXYZ", "bXYZ"};
        String[] curves = {"rTRC", "gTRC", "bTRC"};
        for (int i = 0; i < 3; i++) {
            tags.add(new Tag(colours[i], xyz(matrix[0][i], matrix[1][i], matrix[2][i])));
            tags.add(new Tag(curves[i], parametric(curve)));
        }
        return profile("RGB ", tags);
    }

    /** The profile of grey with this curve. */
    static @Nullable ICC_Profile grey(Curve curve) {
        List<Tag> tags = new ArrayList<>(general());
        tags.add(new Tag("kTRC", parametric(curve)));
        return profile("GRAY", tags);
    }

    private static List<Tag> general() {
        return List.of(
                new Tag("desc", text("colours of a picture")),
                new Tag("cprt", text("none")),
                new Tag("wtpt", xyz(D50[0], D50[1], D50[2])));
    }

    private static @Nullable ICC_Profile profile(String space, List<Tag> tags) {
        int size = HEADER_BYTES + 4 + 12 * tags.size();
        for (Tag tag : tags) {
            size += tag.content.length;
        }
        ByteBuffer out = ByteBuffer.allocate(size);
        out.putInt(size).putInt(0).putInt(0x04000000);
        out.put(ascii("mntr")).put(ascii(space)).put(ascii("XYZ "));
        out.position(36).put(ascii("acsp"));
        out.position(68);
        for (double number : D50) {
            out.putInt(fixed(number));
        }
        out.position(HEADER_BYTES).putInt(tags.size());
        int at = HEADER_BYTES + 4 + 12 * tags.size();
        for (Tag tag : tags) {
            out.put(ascii(tag.name)).putInt(at).putInt(tag.content.length);
            at += tag.content.length;
        }
        tags.forEach(tag -> out.put(tag.content));
        return ColorProfile.parse(out.array());
    }

    private static byte[] xyz(double x, double y, double z) {
        return ByteBuffer.allocate(20)
                .put(ascii("XYZ "))
                .putInt(0)
                .putInt(fixed(x))
                .putInt(fixed(y))
                .putInt(fixed(z))
                .array();
    }

    private static byte[] parametric(Curve curve) {
        return ByteBuffer.allocate(32)
                .put(ascii("para"))
                .putInt(0)
                .putShort((short) 3)
                .putShort((short) 0)
                .putInt(fixed(curve.g))
                .putInt(fixed(curve.a))
                .putInt(fixed(curve.b))
                .putInt(fixed(curve.c))
                .putInt(fixed(curve.d))
                .array();
    }

    private static byte[] text(String text) {
        byte[] words = text.getBytes(StandardCharsets.UTF_16BE);
        ByteBuffer out = ByteBuffer.allocate((28 + words.length + 3) / 4 * 4);
        out.put(ascii("mluc")).putInt(0).putInt(1).putInt(12);
        out.put(ascii("enUS")).putInt(words.length).putInt(28).put(words);
        return out.array();
    }

    private static int fixed(double number) {
        return (int) Math.round(number * 65536);
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static double[] times(double[][] matrix, double[] vector) {
        double[] product = new double[3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                product[row] += matrix[row][column] * vector[column];
            }
        }
        return product;
    }

    private static double @Nullable [][] inverse(double[][] m) {
        double[][] cofactors = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                int r1 = (row + 1) % 3;
                int r2 = (row + 2) % 3;
                int c1 = (column + 1) % 3;
                int c2 = (column + 2) % 3;
                cofactors[row][column] = m[r1][c1] * m[r2][c2] - m[r1][c2] * m[r2][c1];
            }
        }
        double determinant = m[0][0] * cofactors[0][0] + m[0][1] * cofactors[0][1] + m[0][2] * cofactors[0][2];
        if (!(Math.abs(determinant) > 1e-9)) { // NaN too
            return null;
        }
        double[][] inverse = new double[3][3];
        for (int row = 0; row < 3; row++) {
            for (int column = 0; column < 3; column++) {
                inverse[row][column] = cofactors[column][row] / determinant;
            }
        }
        return inverse;
    }

    /** A tag of a profile; its content has a length that four divides. */
    private static final class Tag {
        private final String name;
        private final byte[] content;

        Tag(String name, byte[] content) {
            this.name = name;
            this.content = content;
        }
    }
}
