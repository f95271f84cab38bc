// What the types allow, and what they refuse: this file is compiled and never run.
import {
  batch,
  check,
  dispatch,
  fill,
  InvalidInputError,
  NotCheckedError,
  operations,
  output,
  run,
  sandbox,
  SpravkaError,
  type Api,
  type Input,
  type Job,
  type Proceeding,
  type schema,
  type Transport,
} from 'spravka';
import { load } from 'spravka/async';
import { core, sandboxWorld, type Core } from 'spravka/raw';

type Equal<A, B> =
  (<T>() => T extends A ? 1 : 2) extends <T>() => T extends B ? 1 : 2 ? true : false;
const same = <A, B>(_: Equal<A, B>): void => {};

// A job gives the output of its operation.
const looked = await run({ operation: 'kz_info.exec_proc_info', input: { iin: '000101300019' } });
if (looked.step === 'done') {
  same<typeof looked.output.proceedings, Proceeding[]>(true);
  same<typeof looked.output.outcome, schema.Outcome>(true);
  // @ts-expect-error: a member of another operation's output
  looked.output.application_id;
} else if (looked.step === 'fail') {
  looked.error.code satisfies string;
  // @ts-expect-error: not a code
  looked.error.code === 'no_such_code';
} else {
  same<typeof looked.step, 'wait'>(true);
  const again = await run({
    state: looked.state,
    input: { iin: '000101300019' },
    event: 'elapsed',
  });
  if (again.step === 'done') {
    same<typeof again.output.proceedings, Proceeding[]>(true);
  }
}
same<ReturnType<typeof output<'fssp.search_ip'>>['proceedings'], Proceeding[]>(true);

// What an operation is not asked is refused.
const input: Input<'fssp.search_physical'> = { last_name: 'Образцов', first_name: 'Иван' };
run({ operation: 'fssp.search_physical', input, id: 1, options: { run: '2026-11' } });
// @ts-expect-error: no such operation
run({ operation: 'fssp.search_phisical', input });
// @ts-expect-error: no such member
run({ operation: 'fssp.search_physical', input: { last_name: 'Образцов', first_nam: 'Иван' } });
// @ts-expect-error: a member is missing
run({ operation: 'fssp.search_physical', input: { last_name: 'Образцов' } });
// @ts-expect-error: a number for a text
run({ operation: 'fssp.search_physical', input: { last_name: 'Образцов', first_name: 1 } });
// @ts-expect-error: the input of another operation
run({ operation: 'kz_info.exec_proc_info', input });
// @ts-expect-error: no such option
run({ operation: 'fssp.search_physical', input, options: { max_attempt: 1 } });
// @ts-expect-error: no such option of the host
run({ operation: 'fssp.search_physical', input }, { transports: sandbox().transport });
// @ts-expect-error: an event that is none
run({ state: looked.step === 'wait' ? looked.state : never, input: { iin: '1' }, event: 'late' });
declare const never: never;

// Files are named by the members that they belong to, and describe themselves.
const bytes = new Uint8Array(1);
run({
  operation: 'osnovanie.submit_documents',
  input: { application_id: 1, signature: { name: 'a.sig' } },
  files: {
    archive: { name: 'a.zip', bytes },
    signature: bytes,
    certificate_request: new Blob([bytes]),
  },
});
// @ts-expect-error: no such file
run({
  operation: 'osnovanie.submit_documents',
  input: { application_id: 1 },
  files: { archiv: bytes },
});
// @ts-expect-error: an operation without files
run({ operation: 'fssp.search_physical', input, files: { archive: bytes } });
// @ts-expect-error: a path is no file
run({
  operation: 'osnovanie.attach_file',
  input: { application_id: 1, file_kind: 8 },
  files: { file: 'a.zip' },
});

// Many at once.
const jobs: Job[] = [
  { operation: 'fssp.search_physical', input },
  { operation: 'identifiers.check', input: { inn: '980000000101' } },
];
for await (const result of batch(jobs, {
  ...sandbox(),
  concurrency: { default: 4, fssp: 1 },
  budget: '500RUB',
})) {
  same<typeof result.index, number>(true);
  if (result.step === 'done' && 'proceedings' in result.output) {
    result.output.proceedings;
  }
}
for await (const result of batch(['{}'], { ordered: false })) {
  same<typeof result, string>(true);
}
// @ts-expect-error: no such operation
batch([{ operation: 'fssp.search', input }]);
const one: Job = jobs[0]!;
same<Awaited<ReturnType<typeof run<'identifiers.check'>>>['step'], 'done' | 'fail' | 'wait'>(true);
await run(one, sandbox());

// A person.
const checked = await check({ last_name: 'Образцов', first_name: 'Иван' }, { budget: ['10RUB'] });
if (checked.step === 'done') {
  same<typeof checked.output.complete, boolean>(true);
  // A report is made of steps.
  await run({ operation: 'debtor.diff', input: { before: checked.output, after: checked.output } });
}
// @ts-expect-error: no such member
check({ surname: 'Образцов' });

// The core by hand.
const step = dispatch({
  call: 'start',
  operation: 'osnovanie.view',
  input: { application_id: 1 },
  now: '',
});
if (step.step === 'send') {
  same<typeof step.state.operation, 'osnovanie.view'>(true);
  const filled = fill(
    step.request,
    { 'osnovanie.login': '…' },
    {},
    { test_origin: 'http://127.0.0.1:1' },
  );
  same<typeof filled.body, Uint8Array | undefined>(true);
}
same<ReturnType<typeof dispatch>, never>(false);
const text: string = dispatch('{"call":"operations"}');
const binary: Uint8Array = dispatch(new Uint8Array(0), new ArrayBuffer(0));
dispatch({ call: 'operations' }).output.providers[0]?.origins;
operations().operations[0]?.effect satisfies string | undefined;
// @ts-expect-error: no such call
dispatch({ call: 'stop' });

// Hosts.
const transport: Transport = async ({ url, tls_identity, timeout_ms }, { signal }) =>
  signal.aborted || tls_identity
    ? { failure: { kind: 'client_certificate', sent: 'no' } }
    : { status: timeout_ms, headers: { 'set-cookie': [url] }, body: new ArrayBuffer(0) };
// @ts-expect-error: no such kind of failure
const wrong: Transport = async () => ({ failure: { kind: 'refused' } });
await run(one, {
  transport,
  secrets: async (name) => name,
  store: async ({ 'sber.access_token': token }) => void token,
});
await run(one, { onStep: (step) => step.step === 'send' && step.request.effect });
await run('{}', { onStep: (step) => step.length, files: { archive: bytes } });

const api: Api = await load();
api.dispatch({ call: 'operations' });
declare const module: WebAssembly.Module;
const door: Core = core(module);
door.dispatchBytes(door.dispatch('{}'));
sandboxWorld(module).secrets['fssp.token'] satisfies string | undefined;

try {
  output(looked);
} catch (error) {
  if (error instanceof NotCheckedError) error.meta.attempts;
  if (error instanceof InvalidInputError) error.error.path;
  if (error instanceof SpravkaError) error.code;
}
void [text, binary, wrong];
