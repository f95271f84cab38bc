// What a server can do over a socket, each with the fault of the matrix that it is.
import { constants, gzipSync } from 'node:zlib';
import { answer } from './server.mjs';

const CAP = 32 << 20;
const PIECE = Buffer.alloc(1 << 20, 0x20);
/** The beginning of a gzip: nothing of it inflates. */
const BEGUN = gzipSync(`${Array.from({ length: 999 }, (_, n) => n * n)}`).subarray(0, 30);
const TYPE = 'content-type: application/json\r\n';
const CHUNKED = 'transfer-encoding: chunked\r\n';

/** Bytes, and then what becomes of the connection. */
const says = (...pieces) => {
  const bytes = Buffer.concat(pieces.map((piece) => Buffer.from(piece)));
  return {
    andCloses: (socket) => socket.end(bytes),
    andResets: (socket) => socket.write(bytes, () => setTimeout(resets, 50, socket)),
    andWaits: (socket) => socket.write(bytes),
  };
};
const ok = (headers, ...body) => says(`HTTP/1.1 200 OK\r\n${headers}\r\n`, ...body);
const length = ({ length }, more = 0) => `content-length: ${length + more}\r\n`;
const size = ({ length }, more = 0) => `${(length + more).toString(16)}\r\n`;
const right = (body) => answer({ headers: { 'content-type': 'application/json' }, body });
const zipped = (body) => ok(`${TYPE}content-encoding: gzip\r\n${length(body)}`, body).andWaits;
const status = (code, body, headers) => says(answer({ status: code, headers, body })).andWaits;

const closes = (socket) => socket.end();
const resets = (socket) => socket.resetAndDestroy();
/** A byte now and then, as long as anybody listens. */
const drips = (bytes) => (socket) => {
  socket.write(bytes);
  const drip = setInterval(() => socket.writable && socket.write('x'), 400);
  socket.on('close', () => clearInterval(drip));
};
const goesOn = (head, bytes, times) => (socket) => {
  let left = times;
  const more = () => socket.writable && left-- > 0 && socket.write(bytes, more);
  socket.write(head, more);
};
const leads = (code, to) => (socket, slot) =>
  socket.write(answer({ status: code, headers: { location: `${to(slot)}/` } }));

/** Half of a body, of whole characters. */
function half(body) {
  let end = body.length >> 1;
  while (end > 1 && (body[end] & 0xc0) === 0x80) end -= 1;
  return body.subarray(0, Math.max(1, end));
}

const redirects = [301, 302, 303, 307, 308].flatMap((code) => {
  const fault = `F${code > 303 ? 12 : 11} ${code}`;
  return [
    [fault, `${code} to itself`, () => leads(code, ({ origin }) => origin)],
    [fault, `${code} to another port`, () => leads(code, ({ elsewhere }) => elsewhere)],
  ];
});

/** `[fault, name, (body, words) => play, kind]`: the provider's answer, and its words for a fault. */
const forms = [
  ['F07', 'closed before the request', () => closes, 'unread'],
  ['F07', 'reset before the request', () => resets, 'unread'],
  ['F07', 'closed after the request', () => closes],
  ['F07', 'reset after the request', () => resets],
  ['F07', 'no HTTP', () => says('SSH-2.0-OpenSSH_9.6\r\n').andCloses],
  ['F07', 'half a status line', () => says('HTTP/1.1 20').andCloses],
  ['F07', 'half of the headers', () => says('HTTP/1.1 200 OK\r\ncontent-ty').andResets],
  ['F07', 'a status line of 1 MiB', () => says('HTTP/1.1 200 ', PIECE).andCloses],
  ['F07', 'a header of 8 MiB', () => ok(`x: ${'x'.repeat(8 << 20)}\r\n`).andCloses],
  ['F07', '100,000 headers', (body) => ok('x: y\r\n'.repeat(1e5) + length(body), body).andCloses],
  ['F07', 'two lengths', (body) => ok(length(body) + length(body, 1), body).andCloses],
  ['F07', 'a length below nothing', (body) => ok('content-length: -5\r\n', body).andCloses],
  ['F10', 'cut off', (body) => ok(length(body, 99), body).andCloses],
  ['F10', 'cut off by a reset', (body) => ok(length(body, 99), body).andResets],
  ['F10', 'a chunk cut off', (body) => ok(CHUNKED, size(body, 9), body).andCloses],
  ['F10', 'no last chunk', (body) => ok(CHUNKED, size(body), body, '\r\n').andCloses, 'body'],
  ['F10', 'a chunk without a size', (body) => ok(CHUNKED, 'zz\r\n', body).andCloses],
  ['F18', 'a length too short', (body) => ok(TYPE + length(half(body)), body).andCloses, 'body'],
  ['F19', 'chunks', (body) => ok(CHUNKED, size(body), body, '\r\n0\r\n\r\n').andWaits, 'body'],
  ['F21', 'no length', (body) => ok(`${TYPE}connection: close\r\n`, body).andCloses],
  ['F19', 'gzip', (body) => zipped(gzipSync(body))],
  ['F24', 'gzip cut off', (body) => zipped(inflatable(half(body))), 'body'],
  ['F24', 'gzip of nothing', (body) => zipped(BEGUN)],
  ['F24', 'gzip that is none', (body) => zipped(body), 'body'],
  ['F25', 'gzip beyond the limit', () => zipped(gzipSync(Buffer.alloc(2 * CAP))), 'large'],
  [
    'F25',
    'beyond the limit',
    () => goesOn(`HTTP/1.1 200 OK\r\n${length({ length: CAP + PIECE.length })}\r\n`, PIECE, 33),
    'large',
  ],
  [
    'F25',
    'chunks without end',
    () => goesOn(`HTTP/1.1 200 OK\r\n${CHUNKED}\r\n`, chunk(PIECE), 80),
    'large',
  ],
  ['F19', '103 before the answer', (body) => says(interim(103, 3), right(body)).andWaits],
  [
    'F19',
    '100 before the answer, 10,000 times',
    (body) => says(interim(100, 1e4), right(body)).andWaits,
  ],
  [
    'F19',
    'another answer behind it',
    (body) => says(right(body), right(Buffer.from('[]'))).andWaits,
  ],
  [
    'F31',
    '204 with a body',
    () =>
      says('HTTP/1.1 204 No Content\r\nconnection: close\r\ncontent-length: 2\r\n\r\n[]').andCloses,
  ],
  [
    'F34',
    'asks for a password',
    (_, words) => status(401, words('F34'), { 'www-authenticate': 'Basic realm="x"' }),
  ],
  [
    'F38',
    'closes',
    () => says(answer({ status: 408, headers: { connection: 'close' } })).andCloses,
  ],
  ['F44 418', '421', (_, words) => status(421, words('F44 418'))],
  ['F44 418', '425', (_, words) => status(425, words('F44 418'))],
  [
    'F48',
    '10^12 seconds',
    (_, words) => status(503, words('F48'), { 'retry-after': '1000000000000' }),
    'timeless',
  ],
  ...redirects,
  ['F08', 'no byte', () => () => {}, 'slow'],
  ['F09', 'headers that drip', () => drips('HTTP/1.1 200 OK\r\nx: '), 'slow'],
  ['F09', 'a body that drips', () => drips(`HTTP/1.1 200 OK\r\n${length(PIECE)}\r\n`), 'slow'],
  ['F09', 'a body that stops', (body) => ok(length(body, 1), body).andWaits, 'slow'],
];

/** gzip without its end: what is there inflates. */
function inflatable(body) {
  return gzipSync(body, { finishFlush: constants.Z_SYNC_FLUSH });
}

function chunk(bytes) {
  return Buffer.concat([Buffer.from(size(bytes)), bytes, Buffer.from('\r\n')]);
}

function interim(code, times) {
  return `HTTP/1.1 ${code} Soon\r\nlink: </x>\r\n\r\n`.repeat(times);
}

export const FORMS = forms.map(([fault, name, make, kind]) => ({ fault, name, make, kind }));
