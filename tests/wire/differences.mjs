// Where a host cannot see what happened, or sees more than the matrix supposes: what it takes a form for.
const DIFFERENCES = [
  {
    hosts: ['n8n'],
    form: 'reset before the request',
    or: 'F06',
    why: 'where the reset comes before the connection is made, Node.js says so',
  },
  {
    hosts: ['command', 'fetch'],
    form: 'F13 0',
    as: 'F07',
    why: 'a status below 100 is no HTTP, and the client drops the connection',
  },
  {
    hosts: ['fetch'],
    form: 'F13 600',
    as: 'F07',
    why: 'a Response of the fetch standard has no status above 599',
  },
  {
    hosts: ['fetch'],
    form: 'F13 999',
    as: 'F07',
    why: 'a Response of the fetch standard has no status above 599',
  },
  {
    hosts: ['command'],
    form: 'gzip cut off',
    as: 'F10',
    why: 'the client fails to inflate it, and keeps the bytes to itself',
  },
  {
    hosts: ['fetch', 'n8n'],
    form: 'gzip cut off',
    as: 'F18',
    why: 'zlib in Node.js gives what it could inflate',
  },
  {
    hosts: ['command'],
    form: 'gzip of nothing',
    as: 'F10',
    why: 'the client fails to inflate it, and keeps the bytes to itself',
  },
  {
    hosts: ['fetch', 'n8n'],
    form: 'gzip of nothing',
    as: 'F22 silent',
    code: ['body_encoding', 'body_cut_off'],
    why: 'zlib in Node.js makes an empty body of it; its length says that there was one',
  },
  {
    hosts: ['n8n'],
    form: 'gzip that is none',
    as: 'F10',
    or: 'F09',
    why: "n8n's client drops the connection, or waits until the time is over",
  },
  {
    hosts: ['command', 'fetch'],
    form: 'gzip that is none',
    as: 'F10',
    why: 'the client fails to inflate it, and keeps the bytes to itself',
  },
  {
    hosts: ['command', 'fetch'],
    form: '100 before the answer, 10,000 times',
    as: 'F07',
    why: 'the client takes no such number of them',
  },
  {
    hosts: ['n8n'],
    form: 'a length too short',
    as: 'F10',
    why: 'http of Node.js takes what is behind the answer for a broken one',
  },
  {
    hosts: ['n8n'],
    form: '204 with a body',
    as: 'F10',
    why: 'http of Node.js takes what is behind the answer for a broken one',
  },
  {
    hosts: ['n8n'],
    form: 'chunks without end',
    as: 'F09',
    why: "n8n's client has no limit, and reads until the time is over",
  },
  {
    hosts: ['fetch'],
    form: '421',
    isTwice: true,
    why: 'the fetch standard has 421 (Misdirected Request) asked once more over another connection',
  },
];

/** `{as, or?, code?, isTwice?}`: the fault that a host takes a script for, or may take it for. */
export function takenFor(host, { fault, form }) {
  const here = DIFFERENCES.find(
    (row) => row.hosts.includes(host) && [fault, form].includes(row.form),
  );
  return { as: fault, ...here };
}
