import {
  check,
  output,
  run,
  sandbox,
  type HostOptions,
  type Output,
  type Proceeding,
} from 'spravka';
import { application, archive, certificateRequest, signature } from './documents.mjs';

const origin = process.argv[2];
const options: HostOptions = origin
  ? { secrets: sandbox().secrets, allowed: { test_origin: origin } }
  : sandbox();

async function main(): Promise<void> {
  const fssp = await run(
    {
      operation: 'fssp.search_physical',
      input: { last_name: 'Должников', first_name: 'Пётр', region: 77 },
    },
    options,
  );
  if (fssp.step !== 'done') {
    throw new Error(fssp.step === 'fail' ? fssp.error.code : fssp.until);
  }
  const found: Proceeding[] = fssp.output.proceedings;

  const { application_id } = output(
    await run({ operation: 'osnovanie.create_application', input: { application } }, options),
  );
  output(await run({ operation: 'osnovanie.await_ready', input: { application_id } }, options));
  const files = {
    archive: { name: 'a.zip', bytes: archive() },
    signature: { name: 'a.sig', bytes: signature() },
    certificate_request: { name: 'a.p10', bytes: certificateRequest() },
  };
  const submitted = output(
    await run(
      { operation: 'osnovanie.submit_documents', input: { application_id }, files },
      options,
    ),
  );
  const issued: Output<'osnovanie.await_issue'> = output(
    await run({ operation: 'osnovanie.await_issue', input: { application_id } }, options),
  );

  const report = output(
    await check({ last_name: 'Должников', first_name: 'Пётр', birth_date: '1901-02-03' }, options),
  );
  console.log(found.length, submitted.submitted, issued.issued, report.complete);
}

main();
