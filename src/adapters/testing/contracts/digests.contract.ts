import assert from 'node:assert/strict';
import type { Digests } from '../../../application/ports/digests.port.js';
import type { Contract } from '../contract.js';

const hex = /^[0-9a-f]{64}$/;

/** What every digester must do. */
export const digestsContract: Contract<Digests> = {
  port: 'digests',
  cases: [
    {
      title: 'SHA-256 of UTF-8 text, in hex',
      async run(digests) {
        assert.equal(digests.sha256('abc'), 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
        assert.equal(digests.sha256(''), 'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
        assert.notEqual(digests.sha256('đ'), digests.sha256('d'));
      },
    },
    {
      title: 'keyed digests are stable, and hold purpose and text apart',
      async run(digests) {
        assert.match(digests.keyed('purpose', 'text'), hex);
        assert.equal(digests.keyed('purpose', 'text'), digests.keyed('purpose', 'text'));
        const pairs = [
          ['a', 'b:c'],
          ['a:b', 'c'],
          ['a', 'bc'],
          ['ab', 'c'],
          ['', 'abc'],
          ['abc', ''],
        ] as const;
        assert.equal(new Set(pairs.map(([purpose, text]) => digests.keyed(purpose, text))).size, pairs.length);
      },
    },
    {
      title: 'a keyed digest is not the plain one',
      async run(digests) {
        assert.notEqual(digests.keyed('', '123456'), digests.sha256('123456'));
      },
    },
  ],
};
