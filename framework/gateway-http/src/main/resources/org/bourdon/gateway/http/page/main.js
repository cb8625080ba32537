import {Analysis, COLUMNS_A_SECOND} from './analysis.js';
import {Connection} from './connection.js';
import {Picture} from './picture.js';
import {Player} from './player.js';
import {Reader} from './reading.js';
import {Recording, encoded, offered, save} from './recording.js';
import {Speech} from './speech.js';
import {Status, showFirstAudio} from './status.js';

/** Of each frame, for the pictures; more where nothing moves, or the pictures lie behind the sound. */
const LOOK_MS = 4;
const LONG_LOOK_MS = 30;
const SLOW_TICK_MS = 500;
const SILENT_AFTER_MS = 100;

const at = id => document.getElementById(id);
/**
 * What happens, for whoever watches from outside, in data attributes of the element `page`: `state` (idle, waiting, speaking, paused,
 * done), `link` (as Connection has it), and of the last speech `bytes` received, samples `heard`, `sentence` heard, `first-audio-ms`,
 * `gaps` where sound came too late; what leaves for the speakers `level` 0 to 1, and the `loudest` so far.
 */
const facts = at('page').dataset;
const field = at('text');
const connection = new Connection(document.baseURI, linked);
const status = new Status(connection);
const player = new Player();
const picture = new Picture(at('wave'), at('spectrum'));
const reader = new Reader(field, at('mirror'));

/** The voices by name. */
let voices = new Map();
/** The speech that is heard, or the last one. */
let now = null;

function linked(state, words) {
  facts.link = state;
  at('link').dataset.state = state;
  at('link-words').textContent = words;
  if (state === 'open') {
    at('lock').close();
    listVoices();
    status.look();
  } else if (state === 'locked') {
    if (words === 'Wrong token') {
      at('lock-words').textContent = 'That was not it. The token is the line in the file http.token, in the daemon’s own folder.';
    }
    unlock();
  }
}

function unlock() {
  if (!at('lock').open) {
    at('lock').showModal();
  }
}

async function listVoices() {
  try {
    const list = (await connection.call('voices').answer).voices.filter(voice => !voice.problem);
    voices = new Map(list.map(voice => [voice.name, voice]));
    const chosen = voices.has(at('voice').value) ? at('voice').value : list.find(voice => voice.default)?.name;
    at('voice').replaceChildren(...list.map(voice => new Option(voice.name, voice.name, false, voice.name === chosen)));
    at('voice').disabled = list.length === 0;
    listSpeakers();
    const formats = [['wav', 'WAV'], ...offered(connection.hello.formats ?? [])];
    at('format').replaceChildren(...formats.map(([format, name]) => new Option(name, format)));
  } catch (refusal) {
    fail(refusal.message);
  }
}

function listSpeakers() {
  const speakers = voices.get(at('voice').value)?.speakers ?? [];
  at('speaker').replaceChildren(...speakers.map(speaker => new Option(speaker, speaker)));
  at('speaker-choice').hidden = speakers.length === 0;
}

function speak(event) {
  const text = field.value;
  fail('');
  if (connection.state === 'locked') {
    unlock();
    return;
  }
  if (!text.trim()) {
    fail('There is nothing to speak yet. Type or paste a text first.');
    field.focus();
    return;
  }
  stop();
  const speaker = at('speaker').value;
  const how = {voice: at('voice').value || undefined, speed: Number(at('speed').value), ...(speaker ? {speaker} : {})};
  const mine = {text, how, pressed: event.timeStamp, rate: 0, bytes: 0, marks: [], mark: null, heard: 0, loudest: 0, firstAudio: null, stopped: false, note: ''};
  mine.speech = new Speech(connection, text, {
    started: details => mine === now && !mine.stopped && started(details),
    mark: mark => mine.marks.push(mark),
    audio: samples => mine === now && !mine.stopped && audio(samples),
    ended: refusal => mine === now && !mine.stopped && ended(refusal),
  });
  now = mine;
  Object.assign(facts, {bytes: 0, heard: 0, sentence: -1, gaps: 0, loudest: 0});
  delete facts.firstAudioMs;
  enter('waiting', 'One moment');
  connection.whenOpen(() => mine.stopped || mine.speech.start(how));
  warm();
  player.resume();
  reader.begin();
}

/** Browsers take some time to open the speakers, and want a key press or a click before. */
function warm() {
  player.prepare(voices.get(at('voice').value)?.sample_rate ?? 32000);
}

function started({voice, sample_rate: rate, fallback}) {
  now.rate = rate;
  now.note = fallback ? `Spoken by ${voice}: ${fallback}. ` : '';
  now.recording = new Recording(rate);
  now.analysis = new Analysis(rate);
  player.begin(rate);
  picture.begin(now.analysis);
}

function audio(samples) {
  player.play(samples);
  now.bytes += samples.byteLength;
  facts.bytes = now.bytes;
  if (now.firstAudio === null) {
    now.firstAudio = performance.now() - now.pressed;
    facts.firstAudioMs = now.firstAudio.toFixed(1);
    showFirstAudio(now.firstAudio);
    enter('speaking', `${now.note}Speaking, first audio after ${Math.round(now.firstAudio)} ms`);
    requestAnimationFrame(frame);
  }
  now.recording.add(samples);
  now.analysis.push(samples);
}

function ended(refusal) {
  now.analysis?.end();
  if (refusal) {
    const played = now.bytes > 0;
    fail(played && refusal.name === 'AWAY' ? 'The daemon went away in the middle. What had arrived is still played.' : refusal.message);
    if (!played) {
      reader.end();
      enter('idle', 'Not spoken');
    }
  } else if (!now.bytes) {
    enter('done', 'There was nothing to say in it');
  }
}

/** Silence at once, and the daemon is free for others. */
function stop() {
  if (now && ['waiting', 'speaking', 'paused'].includes(facts.state)) {
    now.stopped = true;
    now.speech.cancel();
    player.silence();
    now.analysis?.end();
    reader.end();
    enter('done', `Stopped after ${seconds(now.heard)}`);
    setTimeout(rest, SILENT_AFTER_MS);
  }
}

/** Open speakers cost the machine something. */
function rest() {
  if (facts.state === 'done') {
    level();
    player.pause();
  }
}

function pauseOrResume() {
  if (facts.state === 'speaking') {
    player.pause();
    enter('paused', 'Paused');
    tick();
  } else if (facts.state === 'paused') {
    player.resume();
    enter('speaking', 'Speaking');
    requestAnimationFrame(frame);
  }
}

function frame() {
  tick();
  if (facts.state === 'speaking') {
    requestAnimationFrame(frame);
  }
}

/** Follows the sound. Pages that are not seen, or paused, get no frames, but a tick now and then. */
function tick() {
  if (!['speaking', 'paused'].includes(facts.state)) {
    return;
  }
  now.heard = player.position();
  now.speech.heard(now.heard);
  now.loudest = Math.max(now.loudest, level());
  Object.assign(facts, {heard: now.heard, gaps: player.gaps, loudest: now.loudest.toFixed(3)});
  follow();
  draw();
  if (now.speech.over && now.heard >= now.bytes / 2) {
    reader.end();
    enter('done', `Done: ${seconds(now.heard)} of speech, first audio after ${Math.round(now.firstAudio)} ms${kept()}`);
    setTimeout(rest, SILENT_AFTER_MS);
  }
}

function level() {
  const loud = facts.state === 'paused' ? 0 : player.level();
  facts.level = loud.toFixed(3);
  at('level').style.setProperty('--level', Math.min(1, loud * 1.6).toFixed(2));
  return loud;
}

function follow() {
  let mark = null;
  while (now.marks.length && now.marks[0].sample <= now.heard) {
    mark = now.marks.shift();
  }
  if (mark) {
    facts.sentence = mark.sentence;
    at('caption').textContent = mark.text;
    reader.show(mark.from, mark.to);
  }
}

function draw() {
  const total = now.bytes / 2 / now.rate;
  const head = now.heard / now.rate * COLUMNS_A_SECOND;
  const hurry = document.hidden || facts.state !== 'speaking' || now.analysis.columns < head;
  now.analysis.work(hurry ? LONG_LOOK_MS : LOOK_MS, picture.reach());
  picture.move(head, Math.floor(total * COLUMNS_A_SECOND));
  at('heard').textContent = clock(now.heard / now.rate);
  at('length').textContent = clock(total);
}

function enter(state, words) {
  facts.state = state;
  at('said').textContent = words;
  at('stop').disabled = !['waiting', 'speaking', 'paused'].includes(state);
  at('pause').disabled = !['speaking', 'paused'].includes(state);
  at('pause-word').textContent = state === 'paused' ? 'Resume' : 'Pause';
  at('save').disabled = at('format').disabled = !now?.bytes;
}

async function download() {
  const {text, how, recording} = now;
  const format = at('format').value;
  if (format === 'wav') {
    save(recording.wav(), text, format);
    return;
  }
  at('save').disabled = true;
  at('said').textContent = 'The daemon makes the file';
  try {
    const blob = await encoded(connection, text, how, format);
    save(blob, text, format);
    at('said').textContent = `A file of ${Math.ceil(blob.size / 1024)} kB`;
  } catch (failure) {
    fail(`The file was not made: ${failure.message}`);
  } finally {
    at('save').disabled = false;
  }
}

function kept() {
  return now.recording.full ? `. The WAV holds the first ${Math.floor(now.recording.seconds() / 60)} minutes` : '';
}

function fail(words) {
  at('error').textContent = words;
  at('error').hidden = !words;
}

function seconds(samples) {
  return now.rate ? `${(samples / now.rate).toFixed(1)} s` : '0 s';
}

function clock(time) {
  const whole = Math.floor(time);
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, '0')}`;
}

at('speak').addEventListener('click', speak);
at('stop').addEventListener('click', stop);
at('pause').addEventListener('click', pauseOrResume);
at('save').addEventListener('click', download);
at('voice').addEventListener('change', listSpeakers);
for (const sign of ['input', 'pointerdown']) {
  document.addEventListener(sign, () => facts.state === 'idle' && warm(), {once: true});
}
at('speed').addEventListener('input', () => {
  at('speed-value').textContent = `${Number(at('speed').value)}×`;
});
at('unlock').addEventListener('submit', event => {
  event.preventDefault();
  at('lock').close();
  connection.unlock(at('token').value.trim());
  at('token').value = '';
});
document.addEventListener('keydown', event => {
  if (at('lock').open) {
    return;
  }
  if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
    event.preventDefault();
    speak(event);
  } else if (event.key === 'Escape') {
    stop();
  }
});
document.addEventListener('visibilitychange', () => connection.state === 'away' && connection.open());
setInterval(() => (document.hidden || facts.state === 'paused') && tick(), SLOW_TICK_MS);
connection.open();
field.focus();
field.select();
