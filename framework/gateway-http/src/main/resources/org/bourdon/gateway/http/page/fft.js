/** Power spectra of real signals, of one size, a power of two; seen through a Hann window. */
export class Spectrum {
  #size;
  #window;
  #cos;
  #sin;
  #reversed;
  #re;
  #im;

  constructor(size) {
    this.#size = size;
    this.#window = Float32Array.from({length: size}, (_, i) => 0.5 - 0.5 * Math.cos(2 * Math.PI * i / size));
    this.#cos = Float32Array.from({length: size / 2}, (_, i) => Math.cos(2 * Math.PI * i / size));
    this.#sin = Float32Array.from({length: size / 2}, (_, i) => Math.sin(2 * Math.PI * i / size));
    const bits = Math.log2(size);
    this.#reversed = Uint16Array.from({length: size}, (_, i) => {
      let reversed = 0;
      for (let bit = 0; bit < bits; bit++) {
        reversed |= (i >> bit & 1) << bits - 1 - bit;
      }
      return reversed;
    });
    this.#re = new Float32Array(size);
    this.#im = new Float32Array(size);
  }

  /**
   * @param samples from `offset` on; -1 to 1
   * @param power   size / 2 of them are written; a full sine gives 1
   */
  power(samples, offset, power) {
    const size = this.#size;
    const re = this.#re;
    const im = this.#im;
    for (let i = 0; i < size; i++) {
      re[this.#reversed[i]] = samples[offset + i] * this.#window[i];
    }
    im.fill(0);
    for (let half = 1; half < size; half *= 2) {
      const stride = size / (2 * half);
      for (let block = 0; block < size; block += 2 * half) {
        for (let i = 0, turn = 0; i < half; i++, turn += stride) {
          const a = block + i;
          const b = a + half;
          const real = re[b] * this.#cos[turn] + im[b] * this.#sin[turn];
          const imaginary = im[b] * this.#cos[turn] - re[b] * this.#sin[turn];
          re[b] = re[a] - real;
          im[b] = im[a] - imaginary;
          re[a] += real;
          im[a] += imaginary;
        }
      }
    }
    const scale = 16 / (size * size);
    for (let bin = 0; bin < size / 2; bin++) {
      power[bin] = (re[bin] * re[bin] + im[bin] * im[bin]) * scale;
    }
  }
}
