/**
 * FLAC, mono and 16 bits deep, in plain Java.
 * <p>
 * Samples gather to blocks ({@code FlacEncoder}). For each block every fixed predictor and the linear predictor of the best order are
 * tried ({@code Prediction}), their residuals cut into the Rice partitions that take the fewest bits ({@code RiceCode}), and the
 * shortest is written as a frame ({@code Frame}).
 */
package org.bourdon.encoder.flac;
