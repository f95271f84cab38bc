// Checks by zod's schemas.
import * as z from 'zod';

import { LISTED, TEXTS, lazily } from './members.mjs';

export const answer = lazily(() => {
  const texts = TEXTS.map((name) => [name, z.string().nullish()]);
  const schema = z.array(
    z.object({
      ...Object.fromEntries(texts),
      exec_proc: z.string(),
      [LISTED]: z.union([z.array(z.string()), z.string()]).nullish(),
    }),
  );
  return (value) => schema.parse(value);
});

export const call = lazily(() => {
  const schema = z.strictObject({
    call: z.literal('start'),
    operation: z.literal('kz_info.exec_proc_info'),
    input: z.strictObject({ iin: z.string().regex(/^\d{12}$/) }),
    now: z.iso.datetime({ offset: true }),
  });
  return (value) => schema.parse(value);
});
