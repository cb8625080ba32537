/** So much sound is kept for the download: 17 minutes of a 32 kHz voice. */
const MOST_BYTES = 64 * 1024 * 1024;
const HEADER_BYTES = 44;
const TYPES = {mp3: 'MP3', opus: 'Opus', flac: 'FLAC', aac: 'AAC'};

/** The sound of one speech as it came, from its beginning, up to a limit. */
export class Recording {
  #rate;
  #pieces = [];
  #bytes = 0;
  full = false;

  /** @param rate in Hz */
  constructor(rate) {
    this.#rate = rate;
  }

  /** Keeps the piece itself: its owner does not change it any more. */
  add(samples) {
    this.full ||= this.#bytes + samples.byteLength > MOST_BYTES;
    if (!this.full) {
      this.#pieces.push(samples);
      this.#bytes += samples.byteLength;
    }
  }

  seconds() {
    return this.#bytes / 2 / this.#rate;
  }

  wav() {
    const view = new DataView(new ArrayBuffer(HEADER_BYTES));
    const text = (at, letters) => [...letters].forEach((letter, i) => view.setUint8(at + i, letter.charCodeAt(0)));
    text(0, 'RIFF');
    view.setUint32(4, HEADER_BYTES - 8 + this.#bytes, true);
    text(8, 'WAVEfmt ');
    view.setUint32(16, 16, true);
    view.setUint16(20, 1, true);
    view.setUint16(22, 1, true);
    view.setUint32(24, this.#rate, true);
    view.setUint32(28, this.#rate * 2, true);
    view.setUint16(32, 2, true);
    view.setUint16(34, 16, true);
    text(36, 'data');
    view.setUint32(40, this.#bytes, true);
    return new Blob([view, ...this.#pieces], {type: 'audio/wav'});
  }
}

/** The formats that the daemon encodes and this page offers, each with its name for people. */
export function offered(formats) {
  return formats.filter(format => format in TYPES).map(format => [format, TYPES[format]]);
}

/** Has the daemon speak a text into a file. */
export async function encoded(connection, text, how, format) {
  const body = JSON.stringify({model: 'bourdon', input: text, voice: how.voice, speed: how.speed, response_format: format});
  const reply = await connection.fetch('v1/audio/speech', {method: 'POST', headers: {'Content-Type': 'application/json'}, body});
  if (!reply.ok) {
    const answer = await reply.json().catch(() => ({}));
    throw new Error(answer.error?.message ?? `the daemon answered with ${reply.status}`);
  }
  return reply.blob();
}

/** Gives a file to the person, named after the beginning of its text. */
export function save(blob, text, ending) {
  const words = text.toLowerCase().match(/[\p{L}\p{N}]+/gu) ?? ['speech'];
  const link = document.createElement('a');
  link.href = URL.createObjectURL(blob);
  link.download = `${words.slice(0, 6).join('-').slice(0, 48)}.${ending}`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
