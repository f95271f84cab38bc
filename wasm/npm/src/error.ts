/** What the core says of a failure: the `error` of a `fail` step. */
export interface Fault {
  code: string;
  class: string;
  /** English, lower case, no full stop. */
  message: string;
  message_ru: string;
  hint_ru: string;
  executed: 'no' | 'maybe' | 'yes';
  charged: 'no' | 'maybe' | 'yes';
  next: { action: string };
  path?: string;
}

/**
 * A failure, by the core's code. Match on `code` or `name`: in n8n an error of a required package
 * is not `instanceof Error`.
 */
export class SpravkaError extends Error {
  // Fields, not assignments: where prototypes are frozen, `this.name = …` throws.
  override name = 'SpravkaError';
  code: string;
  error: Fault;

  constructor(error: Fault) {
    super(error.message);
    this.code = error.code;
    this.error = error;
  }
}
