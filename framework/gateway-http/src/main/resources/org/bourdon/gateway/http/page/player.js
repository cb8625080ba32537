/** So much later than it comes, the first sound is played, so that a late second piece leaves no gap. */
const LEAD_SECONDS = 0.02;
/** After a gap it waits longer: better one gap than three. */
const LEAD_AFTER_GAP_SECONDS = 0.1;
const FADE_SECONDS = 0.004;

/**
 * Plays pieces of 16-bit sound one after the other, and knows which sample is heard now. Everything is counted in samples of one speech,
 * which begins with `begin`.
 */
export class Player {
  #context = null;
  #gain = null;
  #meter = null;
  #meterData = null;
  #sources = new Set();
  /** From which moment of the context's clock on which sample is heard; a new one after each gap. */
  #stretches = [];
  #end = 0;
  #given = 0;
  gaps = 0;

  /** Opens the way to the speakers; browsers want it within a key press or a click. */
  prepare(rate) {
    if (this.#context?.sampleRate === rate) {
      return;
    }
    this.#context?.close();
    try {
      this.#context = new AudioContext({sampleRate: rate, latencyHint: 'interactive'});
    } catch {
      // A rate that this browser does not take: each piece is resampled.
      this.#context = new AudioContext({latencyHint: 'interactive'});
    }
    this.#meter = this.#context.createAnalyser();
    this.#meter.fftSize = 512;
    this.#meterData = new Float32Array(this.#meter.fftSize);
    this.#meter.connect(this.#context.destination);
  }

  /** @param rate in Hz, of what is to come */
  begin(rate) {
    this.prepare(rate);
    this.silence();
    this.#gain = this.#context.createGain();
    this.#gain.connect(this.#meter);
    this.#stretches = [];
    this.#given = 0;
    this.#end = 0;
    this.gaps = 0;
    this.rate = rate;
    this.resume();
  }

  play(samples) {
    const buffer = this.#context.createBuffer(1, samples.length, this.rate);
    const data = buffer.getChannelData(0);
    for (let i = 0; i < samples.length; i++) {
      data[i] = samples[i] / 32768;
    }
    const now = this.#context.currentTime;
    if (this.#stretches.length === 0 || this.#end < now) {
      this.gaps += this.#given ? 1 : 0;
      this.#end = now + (this.#given ? LEAD_AFTER_GAP_SECONDS : LEAD_SECONDS);
      this.#stretches.push({time: this.#end, sample: this.#given});
    }
    const source = this.#context.createBufferSource();
    source.buffer = buffer;
    source.connect(this.#gain);
    source.onended = () => this.#sources.delete(source);
    source.start(this.#end);
    this.#sources.add(source);
    this.#given += samples.length;
    this.#end += samples.length / this.rate;
  }

  /** The sample that leaves the speakers now. */
  position() {
    if (!this.#stretches.length) {
      return 0;
    }
    const now = this.#context.currentTime - (this.#context.outputLatency || 0);
    const begun = this.#stretches.findLastIndex(stretch => stretch.time <= now);
    if (begun < 0) {
      return 0;
    }
    if (begun > 0) {
      this.#stretches.splice(0, begun);
    }
    const {time, sample} = this.#stretches[0];
    const most = this.#stretches.length > 1 ? this.#stretches[1].sample : this.#given;
    return Math.min(most, sample + Math.floor((now - time) * this.rate));
  }

  /** How loud it is now, as it leaves: 0 to 1. */
  level() {
    this.#meter?.getFloatTimeDomainData(this.#meterData);
    return this.#meterData ? this.#meterData.reduce((most, value) => Math.max(most, Math.abs(value)), 0) : 0;
  }

  pause() {
    return this.#context?.suspend();
  }

  resume() {
    return this.#context?.resume();
  }

  /** At once, without a click; what was not heard is gone. */
  silence() {
    if (!this.#gain) {
      return;
    }
    const now = this.#context.currentTime;
    if (this.#context.state !== 'running') {
      this.#gain.disconnect();
    }
    this.#gain.gain.setTargetAtTime(0, now, FADE_SECONDS / 3);
    for (const source of this.#sources) {
      source.stop(now + 2 * FADE_SECONDS);
    }
    this.#sources.clear();
    this.#stretches = [];
    this.#gain = null;
  }
}
