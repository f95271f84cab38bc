/** Files of a job: their bytes go beside the calls, and name, size and hash into the input. */
import type { BlobLike, Bytes, FileSource } from './protocol.js';
import { checkBytes } from './given.js';
import type { Files } from './raw.js';

export type Digest = (bytes: Uint8Array) => Promise<string>;

interface JobWithFiles {
  input: object;
  files?: Record<string, FileSource | undefined>;
}

/** SHA-256 in hexadecimal, by the platform. */
export async function sha256(bytes: Uint8Array): Promise<string> {
  const hash = await crypto.subtle.digest('SHA-256', bytes as Uint8Array<ArrayBuffer>);
  return Array.from(new Uint8Array(hash), (byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** The job as a text, and its files apart. What the input says of a file stays. */
export async function taken(job: object, digest: Digest): Promise<{ job: string; files?: Files }> {
  const { files: sources, ...rest } = job as JobWithFiles;
  if (sources === undefined || sources === null) {
    return { job: JSON.stringify(rest) };
  }
  const files: Files = {};
  const input: Record<string, unknown> = { ...rest.input };
  for (const [member, source] of Object.entries(sources)) {
    if (source === undefined) {
      continue;
    }
    const { name, bytes } = await read(source);
    files[member] = bytes;
    const said = input[member] as object | undefined | null;
    const found = { ...(name === undefined ? {} : { name }), size: bytes.length, ...said };
    input[member] = 'sha256' in found ? found : { ...found, sha256: await digest(bytes) };
  }
  return { job: JSON.stringify({ ...rest, input }), files };
}

export function asBytes(bytes: Bytes): Uint8Array {
  return ArrayBuffer.isView(bytes) ? bytes : new Uint8Array(bytes);
}

async function read(source: FileSource): Promise<{ name: string | undefined; bytes: Uint8Array }> {
  // A blob may have a method `bytes`.
  const isWrapped = typeof source === 'object' && source !== null && !isBare(source);
  const { name, bytes } = isWrapped ? source : { name: undefined, bytes: source as Bytes };
  checkBytes(bytes);
  return isBlob(bytes)
    ? { name: name ?? bytes.name, bytes: new Uint8Array(await bytes.arrayBuffer()) }
    : { name, bytes: asBytes(bytes) };
}

function isBare(source: FileSource): source is Bytes | BlobLike {
  // Of any realm: programs of n8n's Code node live in another one.
  return 'byteLength' in source || isBlob(source);
}

function isBlob(source: FileSource): source is BlobLike {
  return 'arrayBuffer' in source;
}
