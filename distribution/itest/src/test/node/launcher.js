// A launcher that brings its own audio, written from the message table alone.
// node launcher.js URL '{"clients":1,"sessions":[{"pace":"real"|"full","millis":1000}],"die":false}'
// Prints one line of JSON a client; with "die" it prints "playing" and sends until it is killed.
import WebSocket from 'ws';

const RATE = 24000;
const CHUNK_MILLIS = 100;
const PATIENCE_MILLIS = 60000;

/** Every byte follows from its place, so that whoever knows the length knows the sound. */
function sound(bytes) {
  const made = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i++) {
    made[i] = (i * 31 + (i >> 8)) & 0xff;
  }
  return made;
}

class Launcher {
  constructor(url) {
    this.socket = new WebSocket(url);
    this.inbox = [];
    this.wake = () => {};
    this.problem = undefined;
    this.socket.on('message', (data, binary) => {
      this.inbox.push(binary ? { type: 'binary' } : JSON.parse(data.toString()));
      this.wake();
    });
    this.socket.on('error', (error) => this.fail(`socket: ${error.message}`));
    this.socket.on('close', (code, reason) => this.fail(`closed: ${code} ${reason}`));
  }

  fail(problem) {
    this.problem = this.problem ?? problem;
    this.wake();
  }

  say(message) {
    this.socket.send(JSON.stringify({ ...message, timestamp: Date.now() }));
  }

  async next(type) {
    const end = Date.now() + PATIENCE_MILLIS;
    while (this.inbox.length === 0) {
      if (this.problem || Date.now() > end) {
        throw new Error(`${this.problem ?? 'silence'} while waiting for ${type}`);
      }
      await new Promise((resolve) => {
        this.wake = resolve;
        setTimeout(resolve, 500);
      });
    }
    const message = this.inbox.shift();
    if (message.type !== type || typeof message.timestamp !== 'number') {
      throw new Error(`wanted ${type}, got ${JSON.stringify(message)}`);
    }
    return message;
  }

  /** Chunks end within frames, and come as base64 and hex in turn. */
  async push(bytes, pace) {
    const length = (RATE * 2 * CHUNK_MILLIS) / 1000 + 1;
    const begun = Date.now();
    let chunks = 0;
    for (let at = 0; at < bytes.length; at += length, chunks++) {
      const wait = pace === 'real' ? begun + chunks * CHUNK_MILLIS - Date.now() : 0;
      if (wait > 0) {
        await new Promise((resolve) => setTimeout(resolve, wait));
      }
      const encoding = chunks % 2 === 0 ? 'base64' : 'hex';
      this.say({ type: 'audio_chunk', chunk: bytes.subarray(at, at + length).toString(encoding), encoding });
    }
    return chunks;
  }

  start() {
    this.say({ type: 'start_session', audioFormat: { format: 'pcm', sampleRate: RATE, channels: 1, bitDepth: 16 } });
    return this.next('session_started');
  }

  async session({ pace, millis }) {
    const started = await this.start();
    const bytes = sound((RATE * 2 * millis) / 1000);
    const begun = Date.now();
    const chunks = await this.push(bytes, pace);
    this.say({ type: 'get_status' });
    const status = await this.next('status');
    this.say({ type: 'stop_session' });
    const stopped = await this.next('session_stopped');
    return { sent: bytes.length, chunks, tookMillis: Date.now() - begun, started, status, stopped };
  }
}

async function play(url, sessions) {
  const launcher = new Launcher(url);
  const welcome = await launcher.next('welcome');
  launcher.say({ type: 'ping' });
  const pong = await launcher.next('pong');
  const played = [];
  for (const session of sessions) {
    played.push(await launcher.session(session));
  }
  launcher.say({ type: 'get_status' });
  const after = await launcher.next('status');
  launcher.socket.removeAllListeners('close');
  launcher.socket.close();
  return { welcome, pong, played, after };
}

async function die(url) {
  const launcher = new Launcher(url);
  await launcher.next('welcome');
  await launcher.start();
  process.stdout.write('playing\n');
  for (;;) {
    await launcher.push(sound(96000), 'real');
  }
}

const [url, wish] = [process.argv[2], JSON.parse(process.argv[3])];
if (wish.die) {
  await die(url);
} else {
  const all = await Promise.all(Array.from({ length: wish.clients }, () => play(url, wish.sessions)));
  all.forEach((one) => console.log(JSON.stringify(one)));
}
