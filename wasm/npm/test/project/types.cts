// The same package, required.
import spravka = require('spravka');
import asynchronous = require('spravka/async');
import raw = require('spravka/raw');

const looked: Promise<spravka.Result<'kz_info.exec_proc_info'>> = spravka.run({
  operation: 'kz_info.exec_proc_info',
  input: { iin: '000101300019' },
});
// @ts-expect-error: the input of another operation
spravka.run({ operation: 'kz_info.exec_proc_info', input: { inn: '980000000101' } });
const proceeding: spravka.schema.Proceeding | undefined = undefined;
const door: (module: WebAssembly.Module) => raw.Core = raw.core;
void [looked, proceeding, door, asynchronous.load];
