import assert from 'node:assert/strict';
import type { BlindIndex } from '../../../application/ports/blind-index.port.js';
import { claimStream } from '../../../domain/claim/claim-key.js';
import { type Identifier, normaliserVersion } from '../../../domain/values/identifier.js';
import { parsePersonId, personIdOf } from '../../../domain/values/person-id.js';
import type { Contract } from '../contract.js';

function identifier(raw: string): Identifier {
  const read = parsePersonId(raw);
  assert.ok(read.ok);
  return personIdOf(read.value);
}

const personalNumber = identifier('079188000423');
const cmnd = identifier('024680135');

/** What every blind index must do. */
export const blindIndexContract: Contract<BlindIndex> = {
  port: 'blind-index',
  cases: [
    {
      title: 'at least one key, each for another pepper, with kind and normaliser',
      async run(index) {
        const keys = index.keys(personalNumber);
        assert.ok(keys.length > 0);
        assert.equal(new Set(keys.map(({ pepper }) => pepper)).size, keys.length);
        for (const key of keys) {
          assert.match(key.digest, /^[0-9a-f]{64}$/);
          assert.deepEqual([key.kind, key.normaliser], ['personalNumber', normaliserVersion('personalNumber')]);
        }
      },
    },
    {
      title: 'the same identifier has the same keys in the same order',
      async run(index) {
        assert.deepEqual(index.keys(identifier(' 079 188 000 423 ')), index.keys(personalNumber));
      },
    },
    {
      title: 'every identifier has peppers in the same order',
      async run(index) {
        const peppers = (one: Identifier): readonly string[] => index.keys(one).map(({ pepper }) => pepper);
        assert.deepEqual(peppers(cmnd), peppers(personalNumber));
      },
    },
    {
      title: 'other identifiers have other digests, also the same digits of another kind',
      async run(index) {
        const sameDigits = { kind: 'cmnd', value: personalNumber.value } as Identifier;
        const all = [personalNumber, cmnd, sameDigits].flatMap((one) => index.keys(one).map(({ digest }) => digest));
        assert.equal(new Set(all).size, all.length);
      },
    },
    {
      title: 'no key and no stream name contains the number',
      async run(index) {
        for (const key of index.keys(personalNumber)) {
          assert.ok(!JSON.stringify(key).includes(personalNumber.value));
          assert.ok(!claimStream(key).includes(personalNumber.value));
        }
      },
    },
    {
      title: 'tags are stable, differ by purpose, and are no claim keys',
      async run(index) {
        assert.equal(index.tag('phone', '+84912000111'), index.tag('phone', '+84912000111'));
        assert.notEqual(index.tag('phone', '+84912000111'), index.tag('network', '+84912000111'));
        const digests = index.keys(personalNumber).map(({ digest }) => digest);
        for (const purpose of ['', 'personalNumber'])
          for (const text of [personalNumber.value, `personalNumber:${personalNumber.value}`])
            assert.ok(!digests.includes(index.tag(purpose, text)));
      },
    },
  ],
};
