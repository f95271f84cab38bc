/** What every entry has beside the functions. */
export {
  FailedError,
  InvalidInputError,
  NotCheckedError,
  OutcomeUnknownError,
  SpravkaError,
  UnfinishedError,
} from './errors.js';
export type { Api } from './api.js';
export type { Load, ModuleSource } from './load.js';
export type * from './options.js';
export type * from './protocol.js';
export type { Sandbox, SandboxOptions } from './sandbox.js';
export type {
  Catalogue,
  Class,
  Code,
  ErrorObject,
  Event,
  FailureKind,
  FileDescription,
  Meta,
  Next,
  OperationRow,
  Operations,
  Options,
  Person,
  Proceeding,
  ProviderRow,
  Quirk,
  Request,
  Slot,
  State,
} from './schema.js';
/** Every type of the schemas, by the name of its definition. */
export type * as schema from './schema.js';
