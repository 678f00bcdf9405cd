import assert from 'node:assert/strict';
import { clear, type SealedData } from '../../../domain/kernel/personal.js';
import type { EvidenceStore, KeptEvidence } from '../../../application/ports/evidence-store.port.js';
import type { Contract } from '../contract.js';

const digestOf = (letter: string): string => letter.repeat(64);
const publicList = (letter: string, text = 'bGlzdA=='): KeptEvidence => ({
  digest: digestOf(letter),
  content: clear(text),
});
const box: SealedData<string> = {
  kind: 'sealed',
  subject: '0192f0c1-0000-7000-8000-00000000000a',
  keyVersion: 1,
  eventId: digestOf('b'),
  box: 'c2VhbGVk',
};

/** What every store of evidence must do. */
export const evidenceStoreContract: Contract<EvidenceStore> = {
  port: 'evidence-store',
  cases: [
    {
      title: 'an unknown digest has nothing',
      async run(store) {
        assert.equal(await store.find(digestOf('0')), undefined);
      },
    },
    {
      title: 'gives back what was put, sealed or clear',
      async run(store) {
        const sealed: KeptEvidence = { digest: digestOf('b'), content: box };
        const long = publicList('c', 'QUJD'.repeat(500_000));
        await store.put([publicList('a'), sealed, long]);
        assert.deepEqual(await store.find(digestOf('a')), publicList('a'));
        assert.deepEqual(await store.find(digestOf('b')), sealed);
        assert.deepEqual(await store.find(digestOf('c')), long);
      },
    },
    {
      title: 'putting the same digest again changes nothing',
      async run(store) {
        await store.put([publicList('a', 'Zmlyc3Q=')]);
        await store.put([publicList('a', 'c2Vjb25k'), publicList('b')]);
        assert.deepEqual(await store.find(digestOf('a')), publicList('a', 'Zmlyc3Q='));
        assert.deepEqual(await store.find(digestOf('b')), publicList('b'));
      },
    },
    {
      title: 'keeps nothing when it is given nothing',
      async run(store) {
        await store.put([]);
        assert.equal(await store.find(digestOf('a')), undefined);
      },
    },
    {
      title: 'callers at the same moment all get their evidence kept',
      async run(store) {
        const letters = [...'0123456789abcdef'];
        await Promise.all(letters.map((letter) => store.put([publicList(letter), publicList('f')])));
        const found = await Promise.all(letters.map((letter) => store.find(digestOf(letter))));
        assert.deepEqual(
          found,
          letters.map((letter) => publicList(letter)),
        );
      },
    },
    {
      title: 'what was kept cannot be changed through what was given or found',
      async run(store) {
        const given = { digest: digestOf('d'), content: { ...box } };
        await store.put([given]);
        given.content.box = 'Y2hhbmdlZA==';
        const found = await store.find(digestOf('d'));
        assert.deepEqual(found?.content, box);
      },
    },
  ],
};
