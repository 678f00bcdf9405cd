import { randomBytes } from 'node:crypto';
import type { Ids } from '../../application/ports/ids.port.js';
import { makeRandomPool } from './random-pool.js';

const COUNTER_LIMIT = 0x1000;
/** Half of the counter is left free in every millisecond. */
const COUNTER_START = 0x800;
const TOKEN_BYTES = 32;
/** Bytes from here on would favour the low digits: 250 = 25 × 10. */
const DIGIT_LIMIT = 250;

/**
 * Randomness from the operating system. Ids are UUIDs of version 7 (RFC 9562) that grow strictly within this process,
 * also when the clock stands still or steps back: 48 bits of time, a 12-bit counter, 62 random bits.
 */
export function makeIds(now: () => number = Date.now): Ids {
  const random = makeRandomPool();
  let time = 0;
  let counter = 0;

  const next = (): void => {
    const reading = now();
    if (reading > time) {
      time = reading;
      counter = random(2).readUInt16BE() % COUNTER_START;
      return;
    }
    counter += 1;
    if (counter === COUNTER_LIMIT) {
      time += 1;
      counter = 0;
    }
  };

  return {
    id() {
      next();
      const bytes = random(16);
      bytes.writeUIntBE(time, 0, 6);
      bytes.writeUInt16BE(0x7000 | counter, 6);
      bytes.writeUInt8(0x80 | (bytes.readUInt8(8) & 0x3f), 8);
      const hex = bytes.toString('hex');
      return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-${hex.slice(12, 16)}-${hex.slice(16, 20)}-${hex.slice(20)}`;
    },

    token: () => randomBytes(TOKEN_BYTES).toString('base64url'),

    digits(count) {
      let text = '';
      while (text.length < count) {
        for (const byte of randomBytes(count)) if (byte < DIGIT_LIMIT && text.length < count) text += byte % 10;
      }
      return text;
    },
  };
}
