import assert from 'node:assert/strict';
import type { PersonalData } from '../../../application/ports/personal-data.port.js';
import { clear, erased, type SealedData } from '../../../domain/kernel/personal.js';
import type { Contract } from '../contract.js';

export interface PersonalDataSubject {
  readonly here: PersonalData;
  /** Another process over the same keys. */
  readonly elsewhere: PersonalData;
  /** Lets the time pass within which another process may still open what was erased. */
  letBoundPass(): Promise<void> | void;
}

interface Person {
  readonly name: string;
  readonly notes: readonly string[];
}

const person: Person = { name: 'Đỗ Thị Ánh Nguyệt', notes: ['điện thoại', '', '𠮷'] };
const marked = 'ZZMARKEDZZ';

/** What every sealer of personal data must do. */
export const personalDataContract: Contract<PersonalDataSubject> = {
  port: 'personal-data',
  cases: [
    {
      title: 'opens what it sealed, here and in another process',
      async run({ here, elsewhere }) {
        const sealed = await here.seal('subject', 'event', person);
        assert.deepEqual([sealed.kind, sealed.subject, sealed.eventId], ['sealed', 'subject', 'event']);
        assert.deepEqual(await here.open(sealed), clear(person));
        assert.deepEqual(await elsewhere.open(sealed), clear(person));
      },
    },
    {
      title: 'two processes that seal a subject for the first time at once can open both boxes',
      async run({ here, elsewhere }) {
        const [one, two] = await Promise.all([
          here.seal('subject', 'e1', person),
          elsewhere.seal('subject', 'e2', person),
        ]);
        for (const box of [one, two])
          for (const process of [here, elsewhere]) assert.deepEqual(await process.open(box), clear(person));
      },
    },
    {
      title: 'data that was never sealed, or is erased already, comes back as it is',
      async run({ here }) {
        assert.deepEqual(await here.open(clear(person)), clear(person));
        assert.deepEqual(await here.open(erased), erased);
      },
    },
    {
      title: 'a box discloses nothing of the value, and two boxes of one value differ',
      async run({ here }) {
        const [one, two] = [
          await here.seal('subject', 'event', { marked }),
          await here.seal('subject', 'event', { marked }),
        ];
        assert.notEqual(one.box, two.box);
        for (const { box } of [one, two]) assert.ok(!Buffer.from(box, 'base64url').includes(marked));
        assert.ok(!JSON.stringify(one).includes(marked));
      },
    },
    {
      title: 'rejects a box that was changed or cut',
      async run({ here }) {
        const sealed = await here.seal('subject', 'event', person);
        const bytes = Buffer.from(sealed.box, 'base64url');
        for (const at of [0, 12, bytes.length - 1]) {
          const changed = Buffer.from(bytes);
          changed.writeUInt8(changed.readUInt8(at) ^ 1, at);
          await assert.rejects(here.open({ ...sealed, box: changed.toString('base64url') }), { code: 'sealBroken' });
        }
        for (const length of [0, 5, bytes.length - 1])
          await assert.rejects(here.open({ ...sealed, box: bytes.subarray(0, length).toString('base64url') }), {
            code: 'sealBroken',
          });
      },
    },
    {
      title: 'rejects a box that was moved to another event or another subject',
      async run({ here }) {
        const sealed = await here.seal('subject', 'event', person);
        await here.seal('other', 'event', person);
        await assert.rejects(here.open({ ...sealed, eventId: 'another' }), { code: 'sealBroken' });
        await assert.rejects(here.open({ ...sealed, subject: 'other' }), { code: 'sealBroken' });
      },
    },
    {
      title: 'a subject that the key store has never heard of is an error, not an erasure',
      async run({ here }) {
        const sealed = await here.seal('subject', 'event', person);
        const lost: SealedData<Person> = { ...sealed, subject: 'never heard of' };
        await assert.rejects(here.open(lost), { code: 'subjectKeyMissing' });
      },
    },
    {
      title: 'erasing is immediate here, and takes no other subject with it',
      async run({ here }) {
        const gone = await here.seal('gone', 'event', person);
        const kept = await here.seal('kept', 'event', person);
        assert.deepEqual(await here.open(gone), clear(person));
        await here.erase('gone');
        await here.erase('gone');
        assert.deepEqual(await here.open(gone), erased);
        assert.deepEqual(await here.open(kept), clear(person));
      },
    },
    {
      title: 'another process stops opening erased data within the bound, and seals nothing more at once',
      async run({ here, elsewhere, letBoundPass }) {
        const sealed = await here.seal('subject', 'event', person);
        assert.deepEqual(await elsewhere.open(sealed), clear(person));
        await here.erase('subject');
        await assert.rejects(elsewhere.seal('subject', 'later', person), { code: 'subjectErased' });
        await letBoundPass();
        assert.deepEqual(await elsewhere.open(sealed), erased);
      },
    },
    {
      title: 'data opened while it is being erased does not stay open',
      async run({ here, elsewhere }) {
        const boxes = await Promise.all([1, 2, 3].map((n) => elsewhere.seal('subject', `event-${n}`, person)));
        await Promise.all([
          ...boxes.map((box) => here.open(box)),
          here.erase('subject'),
          ...boxes.map((box) => here.open(box)),
        ]);
        for (const box of boxes) assert.deepEqual(await here.open(box), erased);
      },
    },
    {
      title: 'nothing is sealed for an erased subject',
      async run({ here }) {
        await here.erase('subject');
        await assert.rejects(here.seal('subject', 'event', person), { code: 'subjectErased' });
      },
    },
  ],
};
