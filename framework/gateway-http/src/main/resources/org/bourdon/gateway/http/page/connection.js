const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 5000;
const PROBE_MS = 3000;
const OPEN_MS = 3000;
const TOKEN = 'bourdon.token';

/** What the daemon, or the way to it, answers instead of a result; `name` is a name for programs. */
export class Refusal extends Error {
  constructor(name, message) {
    super(message);
    this.name = name;
  }
}

/**
 * The daemon's native API over one WebSocket that comes back by itself.
 * `onState(state, words)`: `connecting`, `open`, `away`, `locked` (it asks for its token) or `refused`.
 */
export class Connection {
  #base;
  #onState;
  #socket = null;
  #calls = new Map();
  #lastId = 0;
  #payloadOf = null;
  #awaiting = () => {};
  #pause = FIRST_PAUSE_MS;
  #timer = 0;
  #token = sessionStorage.getItem(TOKEN) ?? '';
  state = 'connecting';
  hello = null;

  /** @param base the address of the page */
  constructor(base, onState) {
    this.#base = base;
    this.#onState = onState;
  }

  open() {
    clearTimeout(this.#timer);
    if (this.#socket) {
      return;
    }
    const address = new URL('ws', this.#base);
    address.protocol = address.protocol.replace('http', 'ws');
    const socket = this.#token ? new WebSocket(address, ['bourdon', `bourdon.bearer.${base64url(this.#token)}`]) : new WebSocket(address);
    socket.binaryType = 'arraybuffer';
    socket.onmessage = event => this.#received(event.data);
    socket.onclose = event => this.#closed(event);
    this.#socket = socket;
  }

  /** Runs something as soon as there is a connection, or after a while without. */
  whenOpen(action) {
    if (this.state === 'open') {
      action();
      return;
    }
    this.open();
    const timer = setTimeout(() => this.#go(), OPEN_MS);
    this.#awaiting = () => {
      clearTimeout(timer);
      action();
    };
  }

  #go() {
    const action = this.#awaiting;
    this.#awaiting = () => {};
    action();
  }

  /** Tries again with another token. */
  unlock(token) {
    this.#token = token;
    sessionStorage.setItem(TOKEN, token);
    this.#enter('connecting', 'Connecting');
    this.#pause = FIRST_PAUSE_MS;
    this.open();
  }

  /**
   * @param onNotice is given (method, params, payload) for what the daemon tells of this call before its answer
   * @returns id, and the answer as a promise
   */
  call(method, params = {}, onNotice = () => {}) {
    if (this.state !== 'open') {
      return {id: '', answer: Promise.reject(new Refusal('AWAY', 'The daemon is not there at the moment; this page keeps looking for it.'))};
    }
    const id = String(++this.#lastId);
    const answer = new Promise((resolve, reject) => this.#calls.set(id, {resolve, reject, onNotice}));
    this.#socket.send(JSON.stringify({jsonrpc: '2.0', id, method, params}));
    return {id, answer};
  }

  /** A request over HTTP, with the same token. */
  fetch(path, options = {}) {
    const headers = {...options.headers, ...(this.#token ? {Authorization: `Bearer ${this.#token}`} : {})};
    return fetch(new URL(path, this.#base), {...options, headers, cache: 'no-store', credentials: 'omit'});
  }

  #received(data) {
    if (typeof data !== 'string') {
      const of = this.#payloadOf;
      this.#payloadOf = null;
      of?.call?.onNotice(of.method, of.params, data);
      return;
    }
    const message = JSON.parse(data);
    if (message.method) {
      this.#told(message.method, message.params);
    } else {
      this.#answered(message);
    }
  }

  #told(method, params) {
    if (method === 'hello') {
      this.hello = params;
      this.#pause = FIRST_PAUSE_MS;
      this.#enter('open', 'Connected');
      this.#go();
    } else if (method === 'refused') {
      this.#enter('away', sentence(params.message));
    } else {
      const call = this.#calls.get(String(params.request));
      if (params.payload_length) {
        this.#payloadOf = {call, method, params};
      } else {
        call?.onNotice(method, params, null);
      }
    }
  }

  #answered({id, result, error}) {
    const call = this.#calls.get(String(id));
    this.#calls.delete(String(id));
    if (error) {
      call?.reject(new Refusal(error.data?.error ?? 'ERROR', sentence(error.message)));
    } else {
      call?.resolve(result);
    }
  }

  async #closed(event) {
    const wasOpen = this.state === 'open';
    this.#socket = null;
    this.#payloadOf = null;
    for (const call of this.#calls.values()) {
      call.reject(new Refusal('AWAY', 'The connection to the daemon broke.'));
    }
    this.#calls.clear();
    if (event.code === 4401) {
      this.#enter('locked', 'Token needed');
    } else if (wasOpen) {
      this.#later('The daemon went away; looking for it');
    } else {
      await this.#askWhy();
    }
  }

  /** A browser does not tell why a WebSocket was not opened; a request to the same place does. */
  async #askWhy() {
    let status = 0;
    try {
      status = (await this.fetch('v1/models', {signal: AbortSignal.timeout(PROBE_MS)})).status;
    } catch {
      this.#later('The daemon is not there; looking for it');
      return;
    }
    if (status === 401) {
      this.#enter('locked', this.#token ? 'Wrong token' : 'Token needed');
    } else if (status === 403) {
      this.#enter('refused', 'The daemon does not serve pages under this address');
    } else {
      this.#later(status === 429 || status === 503 ? 'The daemon is busy; trying again' : 'No connection; trying again');
    }
  }

  #later(words) {
    this.#enter('away', words);
    this.#timer = setTimeout(() => this.open(), this.#pause);
    this.#pause = Math.min(this.#pause * 2, LONGEST_PAUSE_MS);
  }

  #enter(state, words) {
    this.state = state;
    this.#onState(state, words);
  }
}

/** The daemon's lines begin in lower case and end without a stop. */
function sentence(line) {
  const text = String(line);
  return text.charAt(0).toUpperCase() + text.slice(1) + (/[.!?…]$/.test(text) ? '' : '.');
}

function base64url(text) {
  const bytes = new TextEncoder().encode(text);
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, '-').replace(/\//g, '_').replace(/=+$/, '');
}
