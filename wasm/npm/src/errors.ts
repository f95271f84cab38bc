/** Errors as classes. Where prototypes are frozen only fields may name them, not assignments. */
import { SpravkaError, type Fault } from './error.js';
import type { Fail, Step } from './protocol.js';
import type { Meta, State, WaitReason } from './schema.js';

export { SpravkaError };

/** A `fail` step, thrown. Match on `code` or `name`: `instanceof` fails across realms. */
export class FailedError extends SpravkaError {
  override name = 'FailedError';
  meta: Meta;
  /** Takes the flow up again, once the cause is mended. */
  state: State | null;

  constructor(step: Fail) {
    super(step.error as Fault);
    this.meta = step.meta;
    this.state = step.state ?? null;
  }
}

/** What was asked is wrong; nothing left the machine. */
export class InvalidInputError extends FailedError {
  override name = 'InvalidInputError';
}

/** A lookup without an answer: it says nothing about the person. */
export class NotCheckedError extends FailedError {
  override name = 'NotCheckedError';
}

/** Nobody knows whether it was carried out: see `error.next` before anything is repeated. */
export class OutcomeUnknownError extends FailedError {
  override name = 'OutcomeUnknownError';
}

/** There is no answer yet, and a state to go on from. */
export class UnfinishedError extends Error {
  override name = 'UnfinishedError';
  code = 'unfinished';
  state: State;
  /** Of a `wait` step. */
  reason: WaitReason | undefined;
  until: string | undefined;
  /** The input members to come back with. */
  needs: string[] | undefined;

  // Requests and secrets stay out: errors get logged.
  constructor(step: Exclude<Step, { step: 'done' | 'fail' }>) {
    super(`not finished: the step is ${step.step}`);
    this.state = step.state;
    if (step.step === 'wait') {
      this.reason = step.reason;
      this.until = step.until;
      this.needs = step.needs;
    }
  }
}

/** The output of a `done` step; throws what any other means. */
export function outputOf(step: Step, isLookup: (operation: string) => boolean): object {
  switch (step.step) {
    case 'done':
      return step.output;
    case 'fail':
      throw failure(step, isLookup(step.meta.operation ?? ''));
    default:
      throw new UnfinishedError(step);
  }
}

function failure(step: Fail, isLookup: boolean): FailedError {
  if (step.error.class === 'invalid_input') {
    return new InvalidInputError(step);
  }
  if (isLookup) {
    return new NotCheckedError(step);
  }
  return step.error.executed === 'maybe' ? new OutcomeUnknownError(step) : new FailedError(step);
}
