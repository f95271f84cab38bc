// The built page on a port of this machine, as any static server has it.

import { createServer } from 'node:http';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';

export const site = fileURLToPath(new URL('../../../target/playground/', import.meta.url));

const TYPES = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.json': 'application/json',
  '.svg': 'image/svg+xml',
};

/** `{origin, close}`. */
export async function serve() {
  const server = createServer(async ({ url }, response) => {
    const name = path.normalize(decodeURIComponent(new URL(url, 'http://a').pathname));
    const file = path.join(site, name.endsWith('/') ? `${name}index.html` : name);
    try {
      const body = await readFile(file);
      response
        .writeHead(200, { 'content-type': TYPES[path.extname(file)] ?? 'application/octet-stream' })
        .end(body);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise((resolve) => server.listen(0, '127.0.0.1', resolve));
  return { origin: `http://127.0.0.1:${server.address().port}`, close: () => server.close() };
}
