import * as der from '../../../../src/adapters/pki/der/writer.js';
import { row, type RowGroup } from './row.js';
import type { ForgedWorld } from './world.js';

const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');

/** Sequences in sequences; the innermost is empty. */
const nested = (depth: number): Uint8Array => {
  let bytes: Uint8Array = new Uint8Array(0);
  for (let level = 0; level < depth; level += 1) bytes = der.sequence(bytes);
  return bytes;
};

const unreadable = (what: string, signature: (world: ForgedWorld) => string) =>
  row(what, 'signature.unreadable', (world) => ({ signature: signature(world) }));

/** Bytes and texts that are no proof at all. */
export const sentRows: RowGroup = {
  title: 'What is sent',
  rows: [
    unreadable('nothing', () => ''),
    unreadable('a text that is no base64', () => 'đây là chữ ký'),
    unreadable('base64 of noise', () => base64(Buffer.alloc(600, 0xa5))),
    unreadable('a single zero', () => 'AA=='),
    unreadable(
      'PEM of something else',
      ({ an }) => `-----BEGIN CERTIFICATE-----\n${base64(an.der)}\n-----END CERTIFICATE-----`,
    ),
    unreadable('a certificate without a signature', ({ an }) => base64(an.der)),
    unreadable('truncated DER', (world) => base64(world.cmsBytes(world.an).subarray(0, 400))),
    unreadable('DER that ends one byte early', (world) => base64(world.cmsBytes(world.an).subarray(0, -1))),
    unreadable('a byte after the end', (world) => base64(Buffer.concat([world.cmsBytes(world.an), Buffer.from([0])]))),
    unreadable('a second CMS after the end', (world) =>
      base64(Buffer.concat([world.cmsBytes(world.an), world.cmsBytes(world.an)])),
    ),
    unreadable('an indefinite length that never ends', (world) =>
      base64(Buffer.concat([Buffer.from([0x30, 0x80]), world.cmsBytes(world.an)])),
    ),
    unreadable('a length of four gigabytes', () => base64(Buffer.from([0x30, 0x84, 0xff, 0xff, 0xff, 0xff, 0x02]))),
    unreadable('a length of more octets than there are', () => base64(Buffer.from([0x30, 0xff, 0x01]))),
    unreadable('sequences ten thousand deep', () => base64(nested(10_000))),
    unreadable('indefinite lengths ten thousand deep', () => base64(Buffer.alloc(20_000, Buffer.from([0x30, 0x80])))),
    row('ten megabytes', 'signature.tooLarge', () => ({ signature: 'A'.repeat(10_000_000) })),
    row('ten megabytes of JSON', 'signature.tooLarge', () => ({ signature: `{"format":"${'x'.repeat(10_000_000)}"}` })),
    unreadable('JSON cut off', (world) => world.raw().slice(0, -10)),
    unreadable('JSON fifty thousand deep', () => `{"format":${'['.repeat(50_000)}${']'.repeat(50_000)}}`),
    unreadable('JSON of an unknown form', (world) => world.raw(world.an, { format: 'raw2' })),
    unreadable('JSON that is a list', (world) => `[${world.raw()}]`),
    unreadable('JSON whose form comes from its prototype', () => '{"__proto__":{"format":"raw"}}'),
    unreadable('JSON with numbers for texts', (world) => world.raw(world.an, { signature: 7 })),
    unreadable('JSON without a certificate', (world) => world.raw(world.an, { certificate: undefined })),
    unreadable('JSON with a hundred certificates', (world) =>
      world.raw(world.an, { chain: Array.from({ length: 100 }, () => base64(world.publicCa.der)) }),
    ),
    unreadable('a certificate of ten thousand levels', (world) =>
      world.raw(world.an, { certificate: base64(nested(10_000)) }),
    ),
  ],
};
