// The native API on a WebSocket: a session whose connection breaks, which is taken up again, and whose sound comes back.
// node native-session.js URL ; prints one line of JSON.
import WebSocket from 'ws';

const PATIENCE_MILLIS = 60000;
const url = process.argv[2];
const echo = [];
const notes = [];

function sound(bytes) {
  const made = Buffer.alloc(bytes);
  for (let i = 0; i < bytes; i++) {
    made[i] = (i * 31 + (i >> 8)) & 0xff;
  }
  return made;
}

function connect() {
  return new Promise((resolve, reject) => {
    const socket = new WebSocket(url);
    const calls = new Map();
    let announced = 0;
    let ids = 0;
    const timer = setTimeout(() => reject(new Error('silence')), PATIENCE_MILLIS);
    const client = {
      socket,
      call(method, params, payload) {
        const id = String(++ids);
        socket.send(JSON.stringify({ jsonrpc: '2.0', id, method, params }));
        if (payload) {
          socket.send(payload);
        }
        return new Promise((done, failed) => calls.set(id, { done, failed }));
      },
      ended: new Promise((done) => calls.set('ended', { done })),
    };
    socket.on('error', reject);
    socket.on('message', (data, binary) => {
      if (binary) {
        if (data.length !== announced) {
          reject(new Error(`${data.length} bytes where ${announced} were announced`));
        }
        announced = 0;
        echo.push(data);
        return;
      }
      const message = JSON.parse(data.toString());
      if (message.method === 'hello') {
        clearTimeout(timer);
        resolve(client);
      } else if (message.method === 'session.audio') {
        announced = message.params.payload_length;
      } else if (message.method === 'session.ended') {
        calls.get('ended').done(message.params);
      } else if (message.method) {
        notes.push(message.method);
      } else if (message.error) {
        calls.get(message.id).failed(new Error(JSON.stringify(message.error)));
      } else {
        calls.get(message.id).done(message.result);
      }
    });
  });
}

const bytes = sound(48000);
const first = await connect();
const opened = await first.call('session.open', { sample_rate: 24000, channels: 1, bit_depth: 16, echo: true, paused: true });
for (let at = 0; at < 24000; at += 7001) {
  const piece = bytes.subarray(at, Math.min(24000, at + 7001));
  await first.call('session.audio', { session: opened.session, payload_length: piece.length }, piece);
}
first.socket.terminate();

const second = await connect();
const attached = await second.call('session.attach', { session: opened.session, token: opened.token });
const refused = await second.call('session.attach', { session: opened.session, token: 'guessed' }).then(() => 'taken', (error) => error.message);
await second.call('session.play', { session: opened.session });
await second.call('session.audio', { session: opened.session, payload_length: 24000 }, bytes.subarray(24000));
await second.call('session.close', { session: opened.session });
const ended = await second.ended;
const heard = Buffer.concat(echo);
console.log(JSON.stringify({ opened, attached, refused, ended, notes, echoBytes: heard.length, echoIsTrue: heard.equals(bytes) }));
second.socket.terminate();
