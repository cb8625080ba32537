package org.bourdon.encoder.flac;

/**
 * A residual in partitions of equal length, each with the Rice parameter that suits it.
 *
 * @param partitionOrder there are 2 to this many partitions
 * @param order          of the prediction: by so much the first partition is shorter
 */
record RiceCode(int partitionOrder, int order, int[] parameters, long bits) {

    private static final int MOST_PARTITION_ORDER = 6;
    private static final int PARAMETER_BITS = 4;
    private static final int METHOD_AND_ORDER_BITS = 2 + 4;
    /** The greatest stands for an escape, which is never worth it here. */
    private static final int PARAMETERS = 15;

    /** The partition order and parameters that take the fewest bits. */
    static RiceCode best(int[] residual, int order) {
        int block = residual.length + order;
        int finest = Math.min(MOST_PARTITION_ORDER, Integer.numberOfTrailingZeros(block));
        while (finest > 0 && block >> finest <= order) {
            finest--;
        }
        long[][] costs = costs(residual, order, finest);
        RiceCode best = of(costs, finest, order);
        for (int partitionOrder = finest - 1; partitionOrder >= 0; partitionOrder--) {
            costs = merged(costs);
            RiceCode coarser = of(costs, partitionOrder, order);
            if (coarser.bits <= best.bits) {
                best = coarser;
            }
        }
        return best;
    }

    /** By partition and parameter, the bits of its part of the residual. */
    private static long[][] costs(int[] residual, int order, int partitionOrder) {
        int length = residual.length + order >> partitionOrder;
        long[][] costs = new long[1 << partitionOrder][PARAMETERS];
        for (int i = 0; i < residual.length; i++) {
            long[] cost = costs[(i + order) / length];
            int folded = folded(residual[i]);
            for (int parameter = 0; parameter < PARAMETERS; parameter++) {
                cost[parameter] += (folded >>> parameter) + 1 + parameter;
            }
        }
        return costs;
    }

    private static long[][] merged(long[][] fine) {
        long[][] coarse = new long[fine.length / 2][PARAMETERS];
        for (int i = 0; i < fine.length; i++) {
            for (int parameter = 0; parameter < PARAMETERS; parameter++) {
                coarse[i / 2][parameter] += fine[i][parameter];
            }
        }
        return coarse;
    }

    private static RiceCode of(long[][] costs, int partitionOrder, int order) {
        int[] parameters = new int[costs.length];
        long bits = METHOD_AND_ORDER_BITS + (long) PARAMETER_BITS * costs.length;
        for (int i = 0; i < costs.length; i++) {
            for (int parameter = 1; parameter < PARAMETERS; parameter++) {
                if (costs[i][parameter] < costs[i][parameters[i]]) {
                    parameters[i] = parameter;
                }
            }
            bits += costs[i][parameters[i]];
        }
        return new RiceCode(partitionOrder, order, parameters, bits);
    }

    void write(int[] residual, BitWriter to) {
        to.put(0, 2);
        to.put(partitionOrder, 4);
        int length = residual.length + order >> partitionOrder;
        int next = 0;
        for (int partition = 0; partition < parameters.length; partition++) {
            int parameter = parameters[partition];
            to.put(parameter, PARAMETER_BITS);
            for (int end = (partition + 1) * length - order; next < end; next++) {
                int folded = folded(residual[next]);
                to.putUnary(folded >>> parameter);
                to.put(folded, parameter);
            }
        }
    }

    /** 0, -1, 1, -2, 2 … as 0, 1, 2, 3, 4 … */
    private static int folded(int value) {
        return value << 1 ^ value >> 31;
    }
}
