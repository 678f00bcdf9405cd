import assert from 'node:assert/strict';
import type { LeasedIntent, Outbox, OutboxIntent } from '../../../application/ports/outbox.port.js';
import type { Instant } from '../../../domain/kernel/instant.js';
import { milliseconds } from '../../../domain/kernel/instant.js';
import type { Contract, ContractCase } from '../contract.js';
import { after, callerClock, start, together } from './contract-time.js';

const leaseTime = milliseconds(30_000);

const intent = (id: string, change: Partial<OutboxIntent> = {}): OutboxIntent => ({
  intentId: id,
  channel: 'sms',
  template: 'otpLogin',
  subject: 'account-1',
  content: {
    kind: 'sealed',
    subject: 'account-1',
    keyVersion: 1,
    eventId: `e-${id}`,
    box: 'Ym94',
  },
  ...change,
});
/** In an array of this realm: those of native modules are not strictly equal under test runners with realms of their own. */
const lease = async (outbox: Outbox, limit: number, at: Instant): Promise<readonly LeasedIntent[]> => [
  ...(await outbox.lease(limit, leaseTime, at)),
];
const ids = (leased: readonly LeasedIntent[]): readonly string[] => leased.map((one) => one.intent.intentId);
const names = (from: number, to: number): readonly string[] =>
  Array.from({ length: to - from + 1 }, (_, index) => `i${String(from + index).padStart(3, '0')}`);

const adding: readonly ContractCase<Outbox>[] = [
  {
    title: 'what was added is leased as it was, at its first attempt',
    async run(outbox) {
      const mail = intent('i2', { channel: 'mail', template: 'activationLink', subject: 'registration-ế' });
      await outbox.add([intent('i1'), mail], start);
      assert.deepEqual(await lease(outbox, 10, start), [
        { intent: intent('i1'), attempt: 1 },
        { intent: mail, attempt: 1 },
      ]);
    },
  },
  {
    title: 'an empty outbox leases nothing and has nothing pending',
    async run(outbox) {
      await outbox.add([], start);
      assert.deepEqual(await lease(outbox, 10, start), []);
      assert.equal(await outbox.pending(), 0);
    },
  },
  {
    title: 'an intent is added once: again, again in one call, and while leased',
    async run(outbox) {
      await outbox.add([intent('i1'), intent('i1', { template: 'other' })], start);
      await outbox.add([intent('i1', { template: 'other' })], after(1));
      assert.equal(await outbox.pending(), 1);
      assert.deepEqual(await lease(outbox, 10, after(2)), [{ intent: intent('i1'), attempt: 1 }]);
      await outbox.add([intent('i1')], after(3));
      assert.deepEqual(await lease(outbox, 10, after(4)), []);
    },
  },
  {
    title: 'an intent that was sent is not added again: a replay sends nothing',
    async run(outbox) {
      await outbox.add([intent('i1'), intent('i2')], start);
      await lease(outbox, 10, start);
      await outbox.sent('i1', after(1));
      await outbox.add([intent('i1'), intent('i2'), intent('i3')], after(2));
      assert.equal(await outbox.pending(), 2);
      assert.deepEqual(ids(await lease(outbox, 10, after(3))), ['i3']);
    },
  },
  {
    title: 'parallel additions of one intent add it once',
    async run(outbox) {
      await together(20, () => outbox.add([intent('i1'), intent('i2')], start));
      assert.equal(await outbox.pending(), 2);
      assert.deepEqual(ids(await lease(outbox, 10, after(1))), ['i1', 'i2']);
    },
  },
  {
    title: 'pending counts what is not sent, leased or not',
    async run(outbox) {
      await outbox.add(
        names(1, 3).map((id) => intent(id)),
        start,
      );
      await lease(outbox, 1, start);
      assert.equal(await outbox.pending(), 3);
      await outbox.sent('i001', after(1));
      assert.equal(await outbox.pending(), 2);
    },
  },
];

const dropping: readonly ContractCase<Outbox>[] = [
  {
    title: 'what is dropped is not leased, not pending and not added again; another subject keeps its own',
    async run(outbox) {
      await outbox.add([intent('i1'), intent('i2', { subject: 'account-2' }), intent('i3')], start);
      assert.deepEqual(ids(await lease(outbox, 1, start)), ['i1']);
      await outbox.drop('account-1', after(1));
      await outbox.drop('account-1', after(1));
      assert.equal(await outbox.pending(), 1);
      await outbox.add([intent('i1'), intent('i3')], after(2));
      await outbox.sent('i1', after(2));
      assert.deepEqual(ids(await lease(outbox, 10, after(60_000))), ['i2']);
    },
  },
];

const leasing: readonly ContractCase<Outbox>[] = [
  {
    title: 'oldest first, no more than asked for',
    async run(outbox) {
      for (const id of ['c', 'a', 'b']) await outbox.add([intent(id)], start);
      assert.deepEqual(await lease(outbox, 0, after(1)), []);
      assert.deepEqual(ids(await lease(outbox, 2, after(1))), ['c', 'a']);
      assert.deepEqual(ids(await lease(outbox, 2, after(1))), ['b']);
    },
  },
  {
    title: 'what one worker has leased no other gets',
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      assert.deepEqual(ids(await lease(outbox, 5, after(1))), ['i1']);
      assert.deepEqual(await lease(outbox, 5, after(2)), []);
    },
  },
  {
    title: 'parallel workers get each intent once between them',
    async run(outbox) {
      const all = names(1, 100);
      await outbox.add(
        all.map((id) => intent(id)),
        start,
      );
      const leased = await together(20, async () => ids(await lease(outbox, 7, after(1))));
      assert.deepEqual([...leased.flat()].sort(), all);
    },
  },
  {
    title: 'a lease that ends without a word is a redelivery',
    needs: callerClock,
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      await lease(outbox, 5, start);
      assert.deepEqual(await lease(outbox, 5, after(29_999)), []);
      assert.deepEqual(await lease(outbox, 5, after(30_000)), [{ intent: intent('i1'), attempt: 2 }]);
      assert.deepEqual(await lease(outbox, 5, after(59_999)), []);
      assert.deepEqual(await lease(outbox, 5, after(60_000)), [{ intent: intent('i1'), attempt: 3 }]);
    },
  },
];

const settling: readonly ContractCase<Outbox>[] = [
  {
    title: 'sent is the end of it',
    needs: callerClock,
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      await lease(outbox, 5, start);
      await outbox.sent('i1', after(1));
      await outbox.sent('i1', after(2));
      assert.equal(await outbox.pending(), 0);
      assert.deepEqual(await lease(outbox, 5, after(90_000)), []);
    },
  },
  {
    title: 'sent by a worker whose lease had ended counts all the same',
    needs: callerClock,
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      await lease(outbox, 5, start);
      await lease(outbox, 5, after(30_000));
      await outbox.sent('i1', after(30_001));
      assert.deepEqual(await lease(outbox, 5, after(60_000)), []);
    },
  },
  {
    title: 'failed: due again at the given instant, sooner or later than the lease would have ended',
    needs: callerClock,
    async run(outbox) {
      await outbox.add([intent('sooner'), intent('later')], start);
      await lease(outbox, 5, start);
      await outbox.failed('sooner', after(1_000));
      await outbox.failed('later', after(90_000));
      assert.deepEqual(await lease(outbox, 5, after(999)), []);
      assert.deepEqual(await lease(outbox, 5, after(1_000)), [{ intent: intent('sooner'), attempt: 2 }]);
      await outbox.sent('sooner', after(1_001));
      assert.deepEqual(await lease(outbox, 5, after(89_999)), []);
      assert.deepEqual(await lease(outbox, 5, after(90_000)), [{ intent: intent('later'), attempt: 2 }]);
    },
  },
  {
    title: 'one that failed keeps its place: oldest first',
    needs: callerClock,
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      await lease(outbox, 1, start);
      await outbox.add([intent('i2')], after(1));
      await outbox.failed('i1', after(10));
      assert.deepEqual(ids(await lease(outbox, 5, after(10))), ['i1', 'i2']);
    },
  },
  {
    title: 'failing does not bring back what was sent, and unknown ids are no error',
    async run(outbox) {
      await outbox.add([intent('i1')], start);
      await lease(outbox, 5, start);
      await outbox.sent('i1', after(1));
      await outbox.failed('i1', after(2));
      await outbox.failed('never seen', after(2));
      await outbox.sent('never seen', after(2));
      assert.deepEqual(await lease(outbox, 5, after(3)), []);
      assert.equal(await outbox.pending(), 0);
      await outbox.add([intent('never seen')], after(4));
      assert.equal(await outbox.pending(), 1);
    },
  },
];

/** Every adapter of the port `Outbox` shows this. */
export const outboxContract: Contract<Outbox> = {
  port: 'Outbox',
  cases: [...adding, ...dropping, ...leasing, ...settling],
};
