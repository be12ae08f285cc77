package org.stylize.engine.picture;

/**
 * Gives a picture the mean and the covariance of another's colours by a linear map x ← A·(x − μ) + μ₀, as Gatys, Bethge,
 * Hertzmann and Shechtman (<i>Preserving Color in Neural Artistic Style Transfer</i>, 2016, section 5.1) do with a style
 * image.
 *
 * <p>Many A have A·S·Aᵀ = S₀. This is the symmetric one of their program, A = S^−½·(S^½·S₀·S^½)^½·S^−½ with principal
 * roots: it moves colours least (it is the optimal transport between normal distributions), and unlike an A from
 * Cholesky factors it does not depend on the order of the colours. Eigenvalues of S below (1/255)², a variation that
 * bytes cannot show, are raised to that, so that the rounding of a grey picture does not become colour.
 */
public final class LinearColourMatch {
    private static final int COLOURS = 3;
    private static final double LEAST_VARIANCE = 1.0 / (255 * 255);

    private LinearColourMatch() {}

    /**
     * The picture recoloured.
     *
     * @param image may differ in size from {@code colours}
     * @param colours the picture whose colours it gets, weighted by opacity
     * @return a picture with the size and the alpha plane of {@code image}, and with the larger of both bit depths;
     *     values outside the range from black to white are clamped to it
     */
    public static RgbImage of(RgbImage image, RgbImage colours) {
        ColourMoments from = ColourMoments.of(image);
        ColourMoments to = ColourMoments.of(colours);
        SymmetricMatrix3 root = from.covariance().mapped(value -> Math.sqrt(Math.max(value, LEAST_VARIANCE)));
        SymmetricMatrix3 inverse = from.covariance().mapped(value -> 1 / Math.sqrt(Math.max(value, LEAST_VARIANCE)));
        SymmetricMatrix3 map =
                inverse.around(root.around(to.covariance()).mapped(value -> Math.sqrt(Math.max(value, 0))));

        Samples rgb = image.samples();
        Samples matched = Samples.zeros(Math.max(image.bits(), colours.bits()), rgb.length());
        double[] centred = new double[COLOURS];
        for (int at = 0; at < rgb.length(); at += COLOURS) {
            for (int i = 0; i < COLOURS; i++) {
                centred[i] = (double) rgb.at(at + i) / rgb.most() - from.mean(i);
            }
            for (int i = 0; i < COLOURS; i++) {
                double value = to.mean(i);
                for (int j = 0; j < COLOURS; j++) {
                    value += map.at(i, j) * centred[j];
                }
                matched.set(at + i, (int) Math.round(matched.most() * Math.max(0, Math.min(1, value))));
            }
        }
        return RgbImage.owning(image.size(), matched, image.alphaSamples());
    }
}
