// Documents for the sandbox: an archive of empty files and a certificate request of nobody.

const encoder = new TextEncoder();
const u16 = (value) => [value & 255, value >> 8];
const u32 = (value) => [...u16(value & 65535), ...u16(value >>> 16)];

/** The documents that a person has to send, as a ZIP. */
export function archive() {
  const names = ['Application.pdf', 'Passport 1.jpg', 'Passport 2.jpg', 'SNILS.jpg', 'Photo.jpg'];
  const files = [];
  const directory = [];
  for (const name of names) {
    const at = files.length;
    const common = [20, 0, ...Array(20).fill(0), ...u16(name.length), 0, 0];
    const bytes = encoder.encode(name);
    files.push(0x50, 0x4b, 3, 4, ...common, ...bytes);
    directory.push(0x50, 0x4b, 1, 2, 20, 0, ...common, ...Array(10).fill(0), ...u32(at), ...bytes);
  }
  const count = u16(names.length);
  const end = [
    0x50,
    0x4b,
    5,
    6,
    0,
    0,
    0,
    0,
    ...count,
    ...count,
    ...u32(directory.length),
    ...u32(files.length),
    0,
    0,
  ];
  return Uint8Array.from([...files, ...directory, ...end]);
}

/** PKCS#10 without a right key or signature, for an applicant who comes in person. */
export function certificateRequest() {
  const key = [6, 8, 0x2a, 0x85, 3, 7, 1, 1, 1, 1];
  const commonName = tlv(0x30, [6, 3, 0x55, 4, 3], tlv(0x0c, [0x58]));
  const name = tlv(0x30, tlv(0x31, commonName));
  const publicKey = tlv(0x30, tlv(0x30, key), tlv(3, [0, 4, 1, 7]));
  const kind = tlv(0x30, [6, 5, 0x2a, 0x85, 3, 0x64, 0x72], tlv(4, [2, 1, 0]));
  const extensions = tlv(
    0x30,
    [6, 9, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 1, 9, 14],
    tlv(0x31, tlv(0x30, kind)),
  );
  const info = tlv(0x30, [2, 1, 0], name, publicKey, tlv(0xa0, extensions));
  return Uint8Array.from(tlv(0x30, info, tlv(0x30, key), tlv(3, [0, 1])));
}

/** Any bytes that begin like DER. */
const der = () => Uint8Array.of(0x30, 3, 0x73, 0x69, 0x67);

/** A file for each member that is one. */
export const SAMPLES = {
  archive: { name: 'documents.zip', bytes: archive },
  certificate: { name: 'certificate.cer', bytes: der },
  certificate_request: { name: 'request.p10', bytes: certificateRequest },
  documents: { name: 'signed.zip', bytes: archive },
  file: { name: 'documents.zip', bytes: archive },
  signature: { name: 'documents.zip.sig', bytes: der },
  signed_certificate_request: { name: 'request.p10.sig', bytes: der },
};

/** ASN.1: a tag, a short length and a value. */
function tlv(tag, ...parts) {
  const value = parts.flat();
  const length = value.length < 128 ? [value.length] : [0x81, value.length];
  return [tag, ...length, ...value];
}
