import {COLUMNS_A_SECOND, HIGHEST_HZ, KEPT, ROWS, height} from './analysis.js';

const PIXELS_A_SECOND = 110;
const SHORTEST_VIEW_SECONDS = 2.5;
const BAR = 3;
const PITCHES = [[500, '500 Hz'], [1000, '1 kHz'], [2000, '2 kHz'], [4000, '4 kHz']];
const EASE = 0.3;

/** Waveform and spectrogram around the moment that is heard: what is behind it in colour, what is still to come dimmed. */
export class Picture {
  #wave;
  #spectrum;
  #calm = matchMedia('(prefers-reduced-motion: reduce)');
  #colours;
  #map;
  #analysis = null;
  #strip = Object.assign(document.createElement('canvas'), {width: KEPT, height: ROWS});
  #drawn = 0;
  #head = 0;
  #total = 0;
  #seconds = SHORTEST_VIEW_SECONDS;

  constructor(wave, spectrum) {
    this.#wave = wave;
    this.#spectrum = spectrum;
    this.#dress();
    matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => {
      this.#dress();
      this.draw();
    });
    new ResizeObserver(() => this.draw()).observe(wave);
  }

  begin(analysis) {
    this.#analysis = analysis;
    this.#drawn = 0;
    this.#seconds = SHORTEST_VIEW_SECONDS;
    this.move(0, 0);
  }

  /**
   * @param head  the column that is heard, a fraction
   * @param total columns of sound received
   */
  move(head, total) {
    this.#head = head;
    this.#total = total;
    this.draw();
  }

  /** The columns that a picture can show: the analysis need not go beyond. */
  reach() {
    return Math.ceil(this.#head + this.#seconds * COLUMNS_A_SECOND + COLUMNS_A_SECOND);
  }

  draw() {
    const width = this.#wave.clientWidth;
    if (!width) {
      return;
    }
    const wanted = Math.max(SHORTEST_VIEW_SECONDS, Math.min(this.#total / COLUMNS_A_SECOND, width / PIXELS_A_SECOND));
    this.#seconds += (wanted - this.#seconds) * (this.#calm.matches || Math.abs(wanted - this.#seconds) < 0.01 ? 1 : EASE);
    const columns = this.#seconds * COLUMNS_A_SECOND;
    const view = {from: this.#from(columns), columns, width};
    this.#drawWave(view);
    this.#drawSpectrum(view);
  }

  /** The first column in view: the moment stays in the middle, except at both ends; without motion, pages turn. */
  #from(columns) {
    const last = Math.max(0, this.#total - columns);
    if (this.#calm.matches) {
      return Math.min(last, Math.floor(this.#head / columns) * columns);
    }
    return Math.min(last, Math.max(0, this.#head - columns / 2));
  }

  #drawWave({from, columns, width}) {
    const {pen, tall} = sheet(this.#wave);
    const perBar = columns * BAR / width;
    const [heard, coming] = [new Path2D(), new Path2D()];
    for (let bar = Math.floor(from / perBar); bar * perBar < from + columns; bar++) {
      const x = (bar * perBar - from) / columns * width;
      const half = Math.max(0.75, this.#peak(bar * perBar, perBar) ** 0.8 * (tall / 2 - 6));
      (bar * perBar <= this.#head && this.#total ? heard : coming).rect(x + 0.5, tall / 2 - half, BAR - 1, 2 * half);
    }
    pen.fillStyle = this.#colours.ahead;
    pen.fill(coming);
    pen.fillStyle = this.#colours.accent;
    pen.fill(heard);
  }

  #peak(first, count) {
    let most = 0;
    const end = Math.min(first + Math.max(1, count), this.#total, this.#analysis?.columns ?? 0);
    for (let column = Math.max(0, Math.floor(first)); column < end; column++) {
      most = Math.max(most, this.#analysis.peaks[column % KEPT]);
    }
    return Math.min(1, most);
  }

  #drawSpectrum({from, columns, width}) {
    const {pen, tall} = sheet(this.#spectrum);
    this.#extend();
    const end = Math.min(from + columns, this.#drawn, this.#total);
    const scale = width / columns;
    for (let at = from; at < end;) {
      const place = at % KEPT;
      const count = Math.min(end - at, KEPT - place);
      pen.drawImage(this.#strip, place, 0, count, ROWS, (at - from) * scale, 0, count * scale, tall);
      at += count;
    }
    if (this.#total) {
      const x = (this.#head - from) * scale;
      pen.globalAlpha = 0.5;
      pen.fillStyle = this.#colours.field;
      pen.fillRect(x, 0, width - x, tall);
      pen.globalAlpha = 1;
      pen.fillStyle = this.#colours.accent;
      pen.fillRect(Math.min(x, width - 1.5), 0, 1.5, tall);
    }
    this.#drawPitches(pen, width, tall);
  }

  #drawPitches(pen, width, tall) {
    pen.font = '11px system-ui, sans-serif';
    pen.textAlign = 'right';
    pen.textBaseline = 'middle';
    for (const [hz, words] of PITCHES.filter(([pitch]) => pitch < HIGHEST_HZ)) {
      const y = tall * (1 - height(hz));
      const wide = pen.measureText(words).width;
      pen.globalAlpha = 0.72;
      pen.fillStyle = this.#colours.field;
      pen.beginPath();
      pen.roundRect(width - wide - 14, y - 8, wide + 10, 16, 4);
      pen.fill();
      pen.globalAlpha = 1;
      pen.fillStyle = this.#colours.quiet;
      pen.fillText(words, width - 9, y + 0.5);
    }
  }

  /** Paints the columns that are new, or after a change of colours all that are kept. */
  #extend() {
    const columns = this.#analysis?.columns ?? 0;
    const pen = this.#strip.getContext('2d');
    for (let first = Math.max(this.#drawn, columns - KEPT); first < columns;) {
      const place = first % KEPT;
      const count = Math.min(columns - first, KEPT - place);
      pen.putImageData(this.#image(place, count), place, 0);
      first += count;
    }
    this.#drawn = columns;
  }

  #image(place, count) {
    const image = new ImageData(count, ROWS);
    const pixels = new Uint32Array(image.data.buffer);
    for (let column = 0; column < count; column++) {
      for (let row = 0; row < ROWS; row++) {
        pixels[(ROWS - 1 - row) * count + column] = this.#map[this.#analysis.levels[(place + column) * ROWS + row]];
      }
    }
    return image;
  }

  #dress() {
    const style = getComputedStyle(document.documentElement);
    const colour = name => style.getPropertyValue(`--${name}`).trim();
    this.#colours = {accent: colour('accent'), ahead: colour('ahead'), field: colour('field'), quiet: colour('quiet')};
    this.#map = colourMap([0, 1, 2, 3, 4].map(stop => colour(`sound-${stop}`)));
    this.#drawn = 0;
  }
}

/** A canvas cleared, in CSS pixels, as sharp as the screen. */
function sheet(canvas) {
  const [wide, tall] = [canvas.clientWidth, canvas.clientHeight];
  const ratio = devicePixelRatio;
  const [width, height] = [Math.round(wide * ratio), Math.round(tall * ratio)];
  if (canvas.width !== width || canvas.height !== height) {
    Object.assign(canvas, {width, height});
  }
  const pen = canvas.getContext('2d');
  pen.setTransform(ratio, 0, 0, ratio, 0, 0);
  pen.clearRect(0, 0, wide, tall);
  return {pen, tall};
}

/** @returns 256 pixels from the first of the colours (#rrggbb) to the last */
function colourMap(stops) {
  const colours = stops.map(hex => [1, 3, 5].map(at => parseInt(hex.slice(at, at + 2), 16)));
  return Uint32Array.from({length: 256}, (_, level) => {
    const place = level / 255 * (colours.length - 1);
    const stop = Math.min(colours.length - 2, Math.floor(place));
    const [red, green, blue] = colours[stop].map((from, i) => Math.round(from + (colours[stop + 1][i] - from) * (place - stop)));
    return (255 << 24 | blue << 16 | green << 8 | red) >>> 0;
  });
}
