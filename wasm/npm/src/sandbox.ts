/** The simulated providers as a transport, with a clock of their own: waits take no time. */
import { sandboxStart } from './given.js';
import { sandboxWorld, type SandboxWorld } from './raw.js';
import type { Answer, Transport } from './options.js';

export interface SandboxOptions {
  /** When it is at the beginning. */
  now?: Date | number | string;
}

/** Options for `run`, `batch` and `check`: `run(job, {...sandbox()})`. Each is a world of its own. */
export interface Sandbox {
  transport: Transport;
  /** Those that the sandbox accepts, and no others. */
  secrets: (name: string) => Promise<string | undefined>;
  store: (secrets: Record<string, string>) => void;
  now: () => number;
  sleep: (ms: number, signal?: AbortSignal) => Promise<void>;
}

/** `load` gives the module of the sandbox, once it is needed. */
export function makeSandbox(
  load: () => WebAssembly.Module | Promise<WebAssembly.Module>,
  options: SandboxOptions,
): Sandbox {
  let world: Promise<SandboxWorld> | undefined;
  const opened = () => (world ??= Promise.resolve(load()).then(sandboxWorld));
  const clock = virtualClock(sandboxStart(options));
  const stored: Record<string, string> = {};
  return {
    async transport(request): Promise<Answer> {
      const release = clock.hold();
      try {
        const answer = (await opened()).respond(request, clock.now());
        if (!('failure' in answer)) {
          return { ...answer, simulated: true };
        }
        const { kind, sent } = answer.failure as { kind: 'timeout'; sent: 'maybe' };
        if (kind === 'timeout') {
          clock.forward(request.timeout_ms);
        }
        return { failure: { kind, sent, simulated: true } };
      } finally {
        release();
      }
    },
    async secrets(name) {
      return stored[name] ?? (await opened()).secrets[name];
    },
    store(secrets) {
      Object.assign(stored, secrets);
    },
    now: clock.now,
    sleep: clock.sleep,
  };
}

interface Sleeper {
  until: number;
  wake(): void;
}

/** Stands still while a request is under way, and then jumps to the next moment that is waited for. */
function virtualClock(start: number) {
  let now = start;
  let held = 0;
  let sleepers: Sleeper[] = [];

  function jump(): void {
    const next = Math.min(...sleepers.map((sleeper) => sleeper.until));
    if (held > 0 || sleepers.length === 0) {
      return;
    }
    now = Math.max(now, next);
    const awake = sleepers.filter((sleeper) => sleeper.until <= now);
    sleepers = sleepers.filter((sleeper) => sleeper.until > now);
    awake.forEach((sleeper) => sleeper.wake());
    soon();
  }
  // Whoever has just been answered or woken sends its next request before the clock moves.
  const soon = () => void setTimeout(jump, 0);

  return {
    now: () => now,
    forward(ms: number): void {
      now += ms;
    },
    hold(): () => void {
      held += 1;
      return () => {
        held -= 1;
        soon();
      };
    },
    sleep(ms: number, signal?: AbortSignal): Promise<void> {
      return new Promise((resolve, reject) => {
        const drop = () => {
          sleepers = sleepers.filter((other) => other !== sleeper);
          reject(signal?.reason);
        };
        const wake = () => {
          signal?.removeEventListener('abort', drop);
          resolve();
        };
        const sleeper = { until: now + ms, wake };
        if (signal?.aborted) {
          drop();
          return;
        }
        signal?.addEventListener('abort', drop, { once: true });
        sleepers.push(sleeper);
        soon();
      });
    },
  };
}
