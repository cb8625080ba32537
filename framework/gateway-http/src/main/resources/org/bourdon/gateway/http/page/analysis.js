import {Spectrum} from './fft.js';

export const COLUMNS_A_SECOND = 100;
export const ROWS = 96;
/** Columns that are kept, 41 s. */
export const KEPT = 4096;
export const LOWEST_HZ = 100;
export const HIGHEST_HZ = 8000;

const WINDOW_SECONDS = 0.03;
const FLOOR_DB = -88;
const CEILING_DB = -22;
const BRIGHTER = 0.94;

/**
 * What the pictures show: for each hundredth of a second the loudest sample, and a spectrum of `ROWS` levels, lowest pitch first. Sound is
 * taken at once and looked at later, in slices of time, so that looking never delays hearing.
 */
export class Analysis {
  #hop;
  #size;
  #spectrum;
  #power;
  #rows;
  #waiting = [];
  #buffer;
  #filled;
  #before = 0;
  #sampleInColumn = 0;
  #peak = 0;
  #peakColumn = 0;
  #ended = false;
  columns = 0;
  peaks = new Float32Array(KEPT);
  levels = new Uint8Array(KEPT * ROWS);

  /** @param rate in Hz, a multiple of 100 or near one */
  constructor(rate) {
    this.#hop = Math.round(rate / COLUMNS_A_SECOND);
    this.#size = 2 ** Math.round(Math.log2(rate * WINDOW_SECONDS));
    this.#spectrum = new Spectrum(this.#size);
    this.#power = new Float32Array(this.#size / 2);
    this.#rows = pitchRows(rate, this.#size);
    this.#buffer = new Float32Array(this.#size);
    this.#filled = Math.floor((this.#size - this.#hop) / 2);
  }

  push(samples) {
    this.#waiting.push({samples, at: 0});
  }

  end() {
    if (!this.#ended) {
      this.#ended = true;
      this.#waiting.push({samples: new Int16Array(this.#size), at: 0});
    }
  }

  /** Works for about `millis`, up to the column `last`. @returns whether there is more to do below it */
  work(millis, last) {
    const until = performance.now() + millis;
    while (this.columns < last && this.#waiting.length) {
      this.#take(this.#waiting[0]);
      if (performance.now() > until) {
        return this.#waiting.length > 0;
      }
    }
    return false;
  }

  /** Goes on to the next column, or to the end of the piece. */
  #take(piece) {
    const {samples} = piece;
    const wanted = this.#size - this.#filled;
    const count = Math.min(wanted, samples.length - piece.at);
    for (let i = 0; i < count; i++) {
      const value = samples[piece.at + i] / 32768;
      // Speech is weak at high pitches: what changes fast is made brighter.
      this.#buffer[this.#filled++] = value - BRIGHTER * this.#before;
      this.#before = value;
      this.#peak = Math.max(this.#peak, Math.abs(value));
      if (++this.#sampleInColumn === this.#hop) {
        this.#sampleInColumn = 0;
        this.peaks[this.#peakColumn++ % KEPT] = this.#peak;
        this.#peak = 0;
      }
    }
    piece.at += count;
    if (piece.at === samples.length) {
      this.#waiting.shift();
    }
    if (this.#filled === this.#size) {
      this.#column();
      this.#buffer.copyWithin(0, this.#hop, this.#size);
      this.#filled -= this.#hop;
    }
  }

  #column() {
    this.#spectrum.power(this.#buffer, 0, this.#power);
    const to = this.columns % KEPT * ROWS;
    for (let row = 0; row < ROWS; row++) {
      const {first, end} = this.#rows[row];
      let most = 1e-12;
      for (let bin = first; bin < end; bin++) {
        most = Math.max(most, this.#power[bin]);
      }
      const share = (10 * Math.log10(most) - FLOOR_DB) / (CEILING_DB - FLOOR_DB);
      this.levels[to + row] = 255 * Math.min(1, Math.max(0, share));
    }
    this.columns++;
  }
}

/** The place of a pitch between the lowest and the highest, 0 to 1, as the ear spaces them. */
export function height(hz) {
  const mel = pitch => Math.log1p(pitch / 700);
  return (mel(hz) - mel(LOWEST_HZ)) / (mel(HIGHEST_HZ) - mel(LOWEST_HZ));
}

function pitchRows(rate, size) {
  const hz = share => 700 * Math.expm1(Math.log1p(LOWEST_HZ / 700) + share * (Math.log1p(HIGHEST_HZ / 700) - Math.log1p(LOWEST_HZ / 700)));
  const bin = share => Math.min(size / 2 - 1, Math.round(hz(share) * size / rate));
  return Array.from({length: ROWS}, (_, row) => {
    const first = bin(row / ROWS);
    return {first, end: Math.max(first + 1, bin((row + 1) / ROWS))};
  });
}
