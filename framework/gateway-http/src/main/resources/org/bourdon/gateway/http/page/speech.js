import {partEnd} from './parts.js';
import {locate} from './reading.js';

const PART_CHARACTERS = 800;
/** The daemon makes sound a hundred times faster than it is heard: it is given text for so much, and more as that is heard. */
const AHEAD_SECONDS = 20;
const THIN_SECONDS = 5;
const THIN_WAIT_MS = 1000;
const FIRST_GUESS_SECONDS_A_CHARACTER = 0.065;

/**
 * One text being spoken. Tells its listener `started({voice, sample_rate, fallback})`, `mark({sentence, text, sample, from, to})`,
 * `audio(Int16Array)` and at last, once, `ended(refusal or null)`. `from` and `to` are places in the text, -1 where it is not found.
 */
export class Speech {
  #connection;
  #listener;
  #text;
  #sent = 0;
  #read = 0;
  #rate = 0;
  #samples = 0;
  #id = '';
  #appending = false;
  #finished = false;
  #lastNews = 0;
  over = false;

  constructor(connection, text, listener) {
    this.#connection = connection;
    this.#text = text;
    this.#listener = listener;
  }

  /** @param how voice, speaker and speed, as `speak` takes them */
  start(how) {
    this.#sent = partEnd(this.#text, 0, PART_CHARACTERS);
    const more = this.#sent < this.#text.length;
    this.#finished = !more;
    const call = this.#connection.call('speak', {...how, text: this.#text.slice(0, this.#sent), format: 's16le', more},
      (method, params, payload) => this.#told(method, params, payload));
    this.#id = call.id;
    this.#lastNews = performance.now();
    call.answer.then(() => this.#end(null), refusal => this.#end(refusal));
  }

  /** Nothing is told any more, except the end. */
  cancel() {
    if (!this.over && this.#id) {
      this.#connection.call('cancel', {request: this.#id}).answer.catch(() => {});
    }
  }

  /** Gives the daemon more text when what is there will be heard soon. */
  heard(samples) {
    if (this.over || this.#finished || this.#appending || !this.#rate) {
      return;
    }
    const received = this.#samples / this.#rate;
    const ahead = received - samples / this.#rate;
    const pace = this.#read > 100 ? received / this.#read : FIRST_GUESS_SECONDS_A_CHARACTER;
    const thin = ahead < THIN_SECONDS && performance.now() - this.#lastNews > THIN_WAIT_MS;
    if (thin || ahead + (this.#sent - this.#read) * pace < AHEAD_SECONDS) {
      this.#append();
    }
  }

  #append() {
    const from = this.#sent;
    this.#sent = partEnd(this.#text, from, PART_CHARACTERS);
    this.#appending = true;
    this.#lastNews = performance.now();
    const last = this.#sent >= this.#text.length;
    const appended = this.#connection.call('append', {request: this.#id, text: this.#text.slice(from, this.#sent)}).answer;
    const done = last ? appended.then(() => this.#connection.call('finish', {request: this.#id}).answer) : appended;
    this.#finished = last;
    // What goes wrong here ends the speak itself, which tells it.
    done.catch(() => {}).finally(() => {
      this.#appending = false;
    });
  }

  #told(method, params, payload) {
    if (method === 'started') {
      this.#rate = params.sample_rate;
      this.#listener.started(params);
    } else if (method === 'mark') {
      const {from, to} = locate(this.#text, params.text, this.#read);
      this.#read = to >= 0 ? to : Math.min(this.#sent, this.#read + params.text.length);
      this.#listener.mark({sentence: params.sentence, text: params.text, sample: params.at_sample, from, to});
    } else if (method === 'audio') {
      const samples = new Int16Array(payload);
      this.#samples += samples.length;
      this.#lastNews = performance.now();
      this.#listener.audio(samples);
    }
  }

  #end(refusal) {
    this.over = true;
    this.#listener.ended(refusal);
  }
}
