// What an application does with the official OpenAI package; arguments: the daemon's address, its token, its longest text, its formats.
// Says one line of JSON for each thing done: {"done": sentence, ...figures}; fails with the first that does not hold.
import assert from "node:assert/strict";
import OpenAI, { AuthenticationError, BadRequestError, NotFoundError, RateLimitError } from "openai";

const [address, apiKey, longest, names] = process.argv.slice(2);
const baseURL = address + "/v1";
const client = new OpenAI({ baseURL, apiKey });
const impatient = new OpenAI({ baseURL, apiKey, maxRetries: 0 });
const book = "A book of many sentences goes on and on. ".repeat(400);

const say = (done, figures = {}) => console.log(JSON.stringify({ done, ...figures }));
const bytes = async (response) => Buffer.from(await response.arrayBuffer());
const speech = (more = {}) => ({ model: "gpt-4o-mini-tts", voice: "alloy", input: "Hello from an application.", ...more });
const rejects = async (type, request, check) => {
  await assert.rejects(request, (error) => {
    assert.ok(error instanceof type, `${error}`);
    check(error);
    return true;
  });
};

const isMp3 = (b) => b[0] === 0xff && (b[1] & 0xe0) === 0xe0;
const starts = (text) => (b) => b.subarray(0, text.length).toString("latin1") === text;
const formats = {
  mp3: (b) => starts("ID3")(b) || isMp3(b),
  opus: (b) => starts("OggS")(b) && b.includes("OpusHead"),
  flac: starts("fLaC"),
  wav: (b) => starts("RIFF")(b) && b.subarray(8, 12).toString() === "WAVE",
  aac: (b) => b[0] === 0xff && (b[1] & 0xf6) === 0xf0,
  pcm: (b) => b.length % 2 === 0,
};
for (const format of names.split(",")) {
  const response = await client.audio.speech.create(speech({ response_format: format }));
  const sound = await bytes(response);
  assert.ok(formats[format](sound), `${format} begins with ${sound.subarray(0, 16).toString("hex")}`);
  assert.ok(sound.length > 4_000, `${format}: ${sound.length} bytes`);
  say(`a whole answer as ${format}`, { bytes: sound.length, type: response.headers.get("content-type"), id: response.headers.get("x-request-id") });
}

{
  const response = await client.audio.speech.create(speech());
  assert.match(response.headers.get("content-type"), /^audio\/mpeg/);
  assert.ok(Number(response.headers.get("x-time-to-first-audio-ms")) > 0);
  assert.ok(formats.mp3(await bytes(response)));
  say("mp3 is what comes without a format");
}

{
  const abort = new AbortController();
  const begun = performance.now();
  const response = await client.audio.speech.create(speech({ input: book, response_format: "pcm" }), { signal: abort.signal });
  let got = 0;
  for await (const piece of response.body) {
    got += piece.length;
    if (got > 20_000) break;
  }
  // 16,000 characters are a quarter of an hour of sound; nobody had it made already.
  say("the first sound of a book comes while it is spoken", { bytes: got, ms: Math.round(performance.now() - begun) });
  abort.abort();
}

{
  const response = await client.audio.speech.create(speech({ response_format: "pcm", stream_format: "sse" }));
  const events = (await response.text()).trim().split("\n\n").map((event) => JSON.parse(event.replace(/^data: /, "")));
  const done = events.pop();
  assert.equal(done.type, "speech.audio.done");
  assert.equal(done.usage.total_tokens, done.usage.input_tokens + done.usage.output_tokens);
  assert.ok(events.every((event) => event.type === "speech.audio.delta"));
  const sound = Buffer.concat(events.map((event) => Buffer.from(event.audio, "base64")));
  assert.ok(sound.length > 20_000);
  say("sound as server-sent events", { events: events.length, bytes: sound.length });
}

{
  const plain = await bytes(await client.audio.speech.create(speech({ voice: "en_US-tenor", response_format: "pcm" })));
  const fast = await client.audio.speech.create(speech({ voice: "en_US-tenor", response_format: "pcm", speed: 2 }));
  assert.equal(fast.headers.get("x-bourdon-voice"), "en_US-tenor");
  const ratio = plain.length / (await bytes(fast)).length;
  assert.ok(ratio > 1.5 && ratio < 2.5, `twice the speed is ${ratio} times as short`);
  say("a voice by its own name, and twice as fast", { ratio: Number(ratio.toFixed(2)) });
}

{
  const ids = [];
  for await (const model of client.models.list()) ids.push(model.id);
  assert.ok(ids.includes("tts-1"));
  assert.equal((await client.models.retrieve("tts-1")).object, "model");
  await rejects(NotFoundError, impatient.models.retrieve("no-such-model"), (error) => assert.equal(error.code, "model_not_found"));
  say("the models, and that one is not there", { models: ids.length });
}

await rejects(BadRequestError, client.audio.speech.create(speech({ voice: "nobody" })), (error) => {
  assert.equal(error.code, "voice_not_found");
  assert.equal(error.param, "voice");
  assert.equal(error.type, "invalid_request_error");
  assert.ok(error.requestID);
});
say("an unknown voice is a BadRequestError");

await rejects(BadRequestError, client.audio.speech.create(speech({ input: "x".repeat(Number(longest) + 1) })), (error) => {
  assert.equal(error.code, "text_too_long");
  assert.equal(error.param, "input");
  assert.match(error.message.replace(/[,_]/g, ""), new RegExp(longest));
});
say("too long an input is a BadRequestError");

for (const key of ["wrong-token-of-some-length", "x"]) {
  await rejects(AuthenticationError, new OpenAI({ baseURL, apiKey: key }).audio.speech.create(speech()), (error) => assert.equal(error.status, 401));
}
say("a wrong token is an AuthenticationError");

{
  const held = [];
  const abort = new AbortController();
  for (let i = 0; i < 2; i++) {
    held.push(await client.audio.speech.create(speech({ input: book, response_format: "pcm" }), { signal: abort.signal }));
  }
  await rejects(RateLimitError, impatient.audio.speech.create(speech()), (error) => {
    assert.equal(error.code, "busy");
    assert.ok(Number(error.headers.get("retry-after")) > 0);
  });
  const waiting = client.audio.speech.create(speech());
  abort.abort();
  assert.ok((await bytes(await waiting)).length > 4_000);
  say("a busy daemon is a RateLimitError, and the package's own retry gets the sound");
}
