// An applicant of the sandbox, with documents.
const text = new TextEncoder();
/** @param {(string | ArrayLike<number>)[]} parts */
const concat = (...parts) =>
  Buffer.concat(
    parts.map((part) => (typeof part === 'string' ? text.encode(part) : Uint8Array.from(part))),
  );
/** @type {(value: number, bytes: number) => number[]} */
const little = (value, bytes) =>
  Array.from({ length: bytes }, (_, index) => (value >> (8 * index)) & 0xff);

/** @type {import('spravka').Input<'osnovanie.create_application'>['application']} */
export const application = {
  applicant_type: 'person',
  last_name: 'Заявителев',
  first_name: 'Иван',
  patronymic: 'Тестович',
  birth_date: '1900-01-01',
  gender: 'male',
  inn: '980000000101',
  snils: '99900000115',
  passport: '0000000001',
  passport_issued_on: '1920-02-20',
  passport_issuer: 'ОВД 1',
  passport_issuer_code: '520000',
  email: 'a@sandbox.invalid',
  phone: '+79900000000',
  region: 52,
  city: 'Примерск',
  address: 'Тестовая 1',
  products: [224, 226],
  offer_joining: true,
};

/** A ZIP of files that are stored, not deflated. */
export function archive() {
  const files = [];
  const directory = [];
  let offset = 0;
  for (const name of [
    'Application.pdf',
    'Passport 1.jpg',
    'Passport 2.jpg',
    'SNILS.jpg',
    'Photo.jpg',
  ]) {
    // Version, flags, method, time, date, check sum, two sizes, two lengths.
    const about = [
      20,
      0,
      0,
      8,
      0,
      0,
      0,
      0,
      0,
      0,
      0x83,
      0x16,
      0xdc,
      0x8c,
      1,
      0,
      0,
      0,
      1,
      0,
      0,
      0,
      ...little(name.length, 2),
      0,
      0,
    ];
    files.push(concat('PK\x03\x04', about, name, 'x'));
    directory.push(
      concat('PK\x01\x02\x14\0', about, new Array(10).fill(0), little(offset, 4), name),
    );
    offset += files.at(-1).length;
  }
  const size = directory.reduce((sum, entry) => sum + entry.length, 0);
  return concat(
    ...files,
    ...directory,
    'PK\x05\x06\0\0\0\0\x05\0\x05\0',
    little(size, 4),
    little(offset, 4),
    [0, 0],
  );
}

export const signature = () => concat([0x30, 0x82, 0x01, 0x00], 'signature');

/** PKCS#10 with a common name and a key of GOST 2012. */
export function certificateRequest() {
  /** @type {(tag: number, ...parts: (string | ArrayLike<number>)[]) => Buffer} */
  const tlv = (tag, ...parts) => {
    const value = concat(...parts);
    return concat([tag, value.length], value);
  };
  /** @type {(...bytes: number[]) => Buffer} */
  const oid = (...bytes) => tlv(6, bytes);
  const name = tlv(0x31, tlv(0x30, oid(0x55, 4, 3), tlv(0x0c, 'X')));
  const key = tlv(0x30, tlv(0x30, oid(0x2a, 0x85, 3, 7, 1, 1, 1, 1)), tlv(3, [0, 4, 1, 7]));
  const info = tlv(0x30, [2, 1, 0], tlv(0x30, name), key, tlv(0xa0, []));
  const algorithm = tlv(0x30, oid(0x2a, 0x85, 3, 7, 1, 1, 3, 2));
  return tlv(0x30, info, algorithm, tlv(3, [0, 1]));
}
