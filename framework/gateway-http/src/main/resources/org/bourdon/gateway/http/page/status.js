const EVERY_MS = 1500;

/** What the daemon says of itself, asked for while somebody can see it. */
export class Status {
  #connection;
  #timer = 0;

  constructor(connection) {
    this.#connection = connection;
    document.addEventListener('visibilitychange', () => this.look());
  }

  look() {
    clearTimeout(this.#timer);
    if (document.hidden || this.#connection.state !== 'open') {
      return;
    }
    this.#connection.call('status').answer.then(show, () => {})
      .finally(() => {
        clearTimeout(this.#timer);
        this.#timer = setTimeout(() => this.look(), EVERY_MS);
      });
  }
}

function show(status) {
  const lanes = status.engines.flatMap(engine => engine.lanes);
  put('p50', millis(status.ttfa_ms?.p50));
  put('p99', millis(status.ttfa_ms?.p99));
  put('queue', String(lanes.reduce((sum, lane) => sum + lane.queued, 0)));
  put('active', String(status.requests.active));
  put('sessions', String(status.sessions));
  put('served', status.requests.served.toLocaleString('en'));
  put('memory', [Math.round(status.memory.resident_bytes / 2 ** 20).toLocaleString('en'), 'MB']);
  put('about', `Version ${status.version}, up ${duration(status.uptime_ms)}, process ${status.pid}`);
  document.getElementById('lanes').replaceChildren(...lanes.map(chip));
}

function chip(lane) {
  const item = document.createElement('li');
  const busy = lane.current_job_ms !== null;
  item.classList.toggle('busy', busy);
  item.textContent = `${lane.name.replace(/^lane-/, '')} ${busy ? 'busy' : 'idle'}${lane.queued ? `, ${lane.queued} waiting` : ''}`;
  return item;
}

/** @param value a text, or a number with its unit */
function put(id, value) {
  const element = document.getElementById(id);
  const [text, unit] = [value].flat();
  if (element.dataset.value === text) {
    return;
  }
  element.dataset.value = text;
  element.replaceChildren(text);
  if (unit) {
    const small = document.createElement('small');
    small.textContent = ` ${unit}`;
    element.append(small);
  }
}

/** @param value in milliseconds, or nothing */
export function millis(value) {
  return value === undefined || value === null ? '–' : [value < 10 ? value.toFixed(1) : String(Math.round(value)), 'ms'];
}

export function showFirstAudio(value) {
  put('first-audio', millis(value));
}

function duration(ms) {
  const minutes = Math.floor(ms / 60_000);
  if (minutes < 1) {
    return `${Math.floor(ms / 1000)} s`;
  }
  return minutes < 60 ? `${minutes} min` : minutes < 2880 ? `${Math.floor(minutes / 60)} h ${minutes % 60} min` : `${Math.floor(minutes / 1440)} days`;
}
