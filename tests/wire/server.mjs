// A provider that misbehaves on purpose, over raw sockets of this machine. A slot is a port: it plays
// a cell, one exchange for each request in their order, and writes down what arrived.
import { once } from 'node:events';
import { createServer } from 'node:net';

/** A port. `cell` may be changed between two flows. */
export class Slot {
  static async open(cell) {
    const slot = new Slot(cell);
    slot.server = createServer({ noDelay: true }, (socket) => slot.connected(socket));
    slot.server.listen(0, '127.0.0.1', 4096);
    await once(slot.server, 'listening');
    slot.port = slot.server.address().port;
    slot.origin = `http://127.0.0.1:${slot.port}`;
    return slot;
  }

  constructor(cell) {
    this.sockets = new Set();
    this.load(cell);
  }

  /** `{exchanges: [play, …], greet?}`: `play(socket, slot)` answers a request. */
  load(cell) {
    this.cell = cell;
    this.arrived = [];
    this.connections = 0;
    this.drop();
  }

  connected(socket) {
    this.sockets.add(socket);
    this.connections += 1;
    let came = Buffer.alloc(0);
    socket.on('error', () => {});
    socket.on('close', () => this.sockets.delete(socket));
    const { greet } = this.cell;
    if (greet?.(socket, this)) return;
    socket.on('data', (piece) => {
      came = Buffer.concat([came, piece]);
      for (let length = whole(came); length !== undefined; length = whole(came)) {
        const text = came.subarray(0, length).toString('latin1');
        came = came.subarray(length);
        const play = this.cell.exchanges[this.arrived.length] ?? this.cell.beyond ?? hangUp;
        this.arrived.push(text.slice(0, text.indexOf('\r\n')));
        play(socket, this);
      }
    });
  }

  drop() {
    this.sockets.forEach((socket) => socket.destroy());
  }

  close() {
    this.drop();
    return new Promise((resolve) => this.server.close(resolve));
  }
}

const hangUp = (socket) => socket.destroy();

/** The length of a request that is there as a whole. */
function whole(bytes) {
  const head = bytes.indexOf('\r\n\r\n');
  if (head < 0) return undefined;
  const length = /\r\ncontent-length: *(\d+)/i.exec(bytes.subarray(0, head).toString('latin1'));
  const end = head + 4 + Number(length?.[1] ?? 0);
  return bytes.length >= end ? end : undefined;
}

/** An answer as it should be. */
export function answer({ status = 200, headers = {}, body = Buffer.alloc(0), length }) {
  const all = { ...headers };
  if (![204, 304].includes(status)) all['content-length'] ??= length ?? body.length;
  const lines = Object.entries(all).flatMap(([name, value]) =>
    [value].flat().map((value) => `${name}: ${value}\r\n`),
  );
  const code = `${status}`.padStart(3, '0');
  return Buffer.concat([Buffer.from(`HTTP/1.1 ${code} Said\r\n${lines.join('')}\r\n`), body]);
}
