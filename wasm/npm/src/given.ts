/** What plain JavaScript hands over, which no compiler has seen. The loop looks at the options itself. */
import type { HostOptions } from './options.js';
import type { SandboxOptions } from './sandbox.js';

const isGiven = <T>(value: T): value is NonNullable<T> => value !== undefined && value !== null;
const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null;

/** A job or a person: what is in it is the core's to say. */
export function checkAsked(name: string, asked: unknown): void {
  if (typeof asked !== 'string' && !isObject(asked)) {
    throw new TypeError(`${name}: expected an object, or one as JSON text`);
  }
}

/** Before a text gets into a message of the platform. */
export function checkJobs(jobs: unknown): void {
  if (!isObject(jobs) || !(Symbol.asyncIterator in jobs || Symbol.iterator in jobs)) {
    throw new TypeError('jobs: expected an array, an iterator or an async iterator');
  }
}

function checkMembers(options: unknown): void {
  if (!isObject(options) || Symbol.iterator in options) {
    throw new TypeError('options: expected an object');
  }
}

/** An object whose members can be handed on, and what is used of it before the loop is. */
export function checkOptions(options: HostOptions): void {
  checkMembers(options);
  const { sha256, signal } = options;
  if (isGiven(sha256) && typeof sha256 !== 'function') {
    throw new TypeError('sha256: expected a function');
  }
  if (isGiven(signal) && typeof signal.addEventListener !== 'function') {
    throw new TypeError('signal: expected an AbortSignal');
  }
}

/** When a sandbox begins, in milliseconds. It takes no other option, and none is misspelt in silence. */
export function sandboxStart(options: SandboxOptions): number {
  checkMembers(options);
  const { now, ...unknown } = options;
  if (Object.keys(unknown).length > 0) {
    throw new TypeError('options: unknown name: expected now');
  }
  const start = isGiven(now) ? +new Date(now) : Date.now();
  if (Number.isNaN(start)) {
    throw new TypeError('now: expected a Date, milliseconds, or a moment as text');
  }
  return start;
}

/** The bytes of a file. */
export function checkBytes(bytes: unknown): void {
  if (!isObject(bytes) || !('byteLength' in bytes || 'arrayBuffer' in bytes)) {
    throw new TypeError('files: expected bytes, a Blob, or {name, bytes}');
  }
}
