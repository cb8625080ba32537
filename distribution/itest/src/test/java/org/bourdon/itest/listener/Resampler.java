package org.bourdon.itest.listener;

/** Changes a sample rate with a Kaiser-windowed sinc; slow, exact, and for tests only. */
final class Resampler {

    private static final int ZERO_CROSSINGS = 32;
    private static final double BETA = 10;
    private static final double PASS = 0.94;

    private final double step;
    private final double cutoff;

    Resampler(int fromHz, int toHz) {
        step = (double) fromHz / toHz;
        cutoff = PASS * Math.min(1, 1 / step);
    }

    float[] resample(float[] in) {
        if (step == 1) {
            return in.clone();
        }
        float[] out = new float[(int) (in.length / step)];
        double reach = ZERO_CROSSINGS / cutoff;
        for (int i = 0; i < out.length; i++) {
            double at = i * step;
            int from = Math.max(0, (int) Math.ceil(at - reach));
            int to = Math.min(in.length - 1, (int) Math.floor(at + reach));
            double sum = 0;
            for (int k = from; k <= to; k++) {
                sum += in[k] * kernel(at - k, reach);
            }
            out[i] = (float) sum;
        }
        return out;
    }

    private double kernel(double distance, double reach) {
        double x = Math.PI * distance * cutoff;
        double sinc = Math.abs(x) < 1e-9 ? 1 : Math.sin(x) / x;
        double edge = distance / reach;
        return cutoff * sinc * bessel(BETA * Math.sqrt(Math.max(0, 1 - edge * edge))) / bessel(BETA);
    }

    /** The modified Bessel function of order zero. */
    private static double bessel(double x) {
        double sum = 1;
        double term = 1;
        for (int k = 1; term > 1e-12 * sum; k++) {
            term *= (x / (2 * k)) * (x / (2 * k));
            sum += term;
        }
        return sum;
    }
}
