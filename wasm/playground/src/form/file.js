// A file of the input: name, size and hash go into it, the bytes beside the call.

import { SAMPLES } from '../documents.js';
import { fill, h } from '../dom.js';
import { number, t } from '../locale.js';
import { frame } from './frame.js';

export function file(about, value) {
  const { files } = about.beside;
  let held = value;
  const control = h('input.sr', { type: 'file' });
  const said = h('p.hint.chosen', { 'aria-live': 'polite' });
  const show = () => fill(said, held && t('form.file', held.name, number(held.size ?? 0)));
  const framed = frame(about, control);
  const take = async (name, bytes) => {
    held = name && (await described(name, bytes, about.name, files));
    show();
    control.dispatchEvent(new Event('input', { bubbles: true }));
  };
  const sample = SAMPLES[about.name];
  const invent = () => take(sample.name, sample.bytes());
  framed.element.append(
    h('label.button', { for: control.id }, t('form.choose')),
    sample && h('button.quiet', { type: 'button', onclick: invent }, t('form.sample', sample.name)),
    said,
  );
  show();
  control.addEventListener('change', async () => {
    const [chosen] = control.files;
    delete files[about.name];
    await take(chosen?.name, chosen && new Uint8Array(await chosen.arrayBuffer()));
  });
  return { ...framed, read: () => held };
}

/** A file as the input has it. Its bytes go into `files`. */
export async function described(name, bytes, member, files) {
  files[member] = bytes;
  // Without a secure context there is no SHA-256, and the core computes it of base64.
  if (!globalThis.crypto?.subtle) {
    delete files[member];
    return { name, base64: btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join('')) };
  }
  const hash = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
  const sha256 = Array.from(hash, (byte) => byte.toString(16).padStart(2, '0')).join('');
  return { name, size: bytes.length, sha256 };
}
