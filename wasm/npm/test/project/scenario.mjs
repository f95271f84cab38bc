// A job of the FSSP, an order of a certificate and a debtor's check, as a program would play them.
import assert from 'node:assert/strict';
import { application, archive, certificateRequest, signature } from './documents.mjs';

export async function scenario({ run, check, output }, options) {
  const fssp = await run(
    {
      operation: 'fssp.search_physical',
      input: {
        last_name: 'Образцов',
        first_name: 'Иван',
        patronymic: 'Примерович',
        birth_date: '1900-01-01',
        region: 77,
      },
    },
    options,
  );
  assert.equal(fssp.step, 'done', JSON.stringify(fssp));
  assert.equal(fssp.output.proceedings.length, 8);
  assert.equal(fssp.meta.simulated, true);
  assert.match(fssp.meta.body_sha256, /^[0-9a-f]{64}$/);
  assert.equal(fssp.meta.body_from, 'bytes');

  const { application_id } = output(
    await run({ operation: 'osnovanie.create_application', input: { application } }, options),
  );
  output(await run({ operation: 'osnovanie.await_ready', input: { application_id } }, options));
  const submitted = await run(
    {
      operation: 'osnovanie.submit_documents',
      input: {
        application_id,
        signature: { name: 'documents.zip.sig' },
        certificate_request: { name: 'request.p10' },
      },
      files: {
        archive: { name: 'documents.zip', bytes: archive() },
        signature: signature(),
        certificate_request: new Blob([certificateRequest()]),
      },
    },
    options,
  );
  assert.equal(output(submitted).submitted, true);
  const issued = output(
    await run({ operation: 'osnovanie.await_issue', input: { application_id } }, options),
  );
  assert.equal(issued.issued, true);
  assert.equal(issued.files.length, 3);
  assert.equal(
    Buffer.from(issued.files[0].base64, 'base64').subarray(0, 4).toString('hex'),
    '30820100',
  );

  const person = {
    last_name: 'Образцов',
    first_name: 'Иван',
    patronymic: 'Примерович',
    birth_date: '1900-01-01',
    region: 77,
    iin: '000101300019',
  };
  const report = output(await check(person, options));
  assert.equal(report.complete, true);
  assert.deepEqual(
    report.sources.map(({ name, status }) => [name, status]),
    [
      ['fssp', 'found'],
      ['kz_info', 'found'],
    ],
  );
}

/** The simulated providers over HTTP, by `fetch`. */
export const overHttp = (spravka, origin) => ({
  secrets: spravka.sandbox().secrets,
  allowed: { test_origin: origin },
});
