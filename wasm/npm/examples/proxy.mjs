// A lookup through an HTTP proxy.
//
//   SPRAVKA_KZ_INFO_API_KEY=… node proxy.mjs http://user:password@proxy.example:3128 IIN [CA.pem] [ORIGIN]
import { readFile } from 'node:fs/promises';
import { run } from 'spravka';
import { ProxyAgent } from 'undici';
import { undiciTransport } from './undici-transport.mjs';

const [proxy, iin, ca, origin] = process.argv.slice(2);
const dispatcher = new ProxyAgent({
  uri: proxy,
  requestTls: { ca: ca && (await readFile(ca)), timeout: 10_000 },
});

const step = await run(
  { operation: 'kz_info.exec_proc_info', input: { iin } },
  {
    transport: undiciTransport({ dispatcher }),
    secrets: { 'kz_info.api_key': process.env.SPRAVKA_KZ_INFO_API_KEY },
    allowed: origin && { origins: { kz_info: origin } },
  },
);
console.log(JSON.stringify(step));
await dispatcher.close();
