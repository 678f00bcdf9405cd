import { days, milliseconds, minutes } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { OwnerData } from '../../../src/application/account/owner-data.js';
import type { CommandContext } from '../../../src/application/ledger/command-context.js';
import { Ledger } from '../../../src/application/ledger/ledger.js';
import { ClosingNotices } from '../../../src/application/messaging/closing-notices.js';
import { NoticeWriter } from '../../../src/application/messaging/notice-writer.js';
import { accepted, caller, openCore, refused, register } from '../../support/core-harness.js';
import { toldEverything } from '../../support/notices.js';
import { caughtUp, eventsOf, loggedIn } from '../../support/owner-stories.js';
import { counter, staff } from '../../support/staff-stories.js';

const asks = staff('counterOfficer', 'hoa');
const officer = staff('dataProtectionOfficer', 'binh');
const context: CommandContext = {
  commandId: 'c',
  correlationId: 'c',
  causationId: 'c',
  actor: { kind: 'system', id: 'test' },
  channel: 'web',
  policyEdition: '',
};

async function owner(options: Parameters<typeof openCore>[0] = {}) {
  const harness = openCore(options);
  const person = harness.sandbox.cast.an;
  const { accountId } = await register(harness, person);
  return { ...harness, harness, person, accountId, desk: harness.core.staff };
}

/** Every sealed box of a stream, opened. */
async function opened({ ports }: Pick<Awaited<ReturnType<typeof owner>>, 'ports'>, stream: string) {
  const { events } = await ports.eventStore.readStream(stream);
  const boxes = events.map((event) => ports.codec.decode(event).data).filter((data) => 'personal' in data);
  return Promise.all(boxes.map(async ({ personal }) => (await ports.personalData.open<unknown>(personal)).kind));
}

async function registrationOf({ ports }: Pick<Awaited<ReturnType<typeof owner>>, 'ports'>, accountId: string) {
  const [first] = (await ports.eventStore.readStream(`account-${accountId}`)).events;
  return `registration-${first?.data['registrationId'] as string}`;
}

describe('two officers', () => {
  it('[STAFF-TWO] one asks, another approves, within a week', async () => {
    const { desk, accountId, clock, harness } = await owner();
    const dpo = staff('dataProtectionOfficer', 'hoa');
    const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    expect(refused(await desk.approvals.approve(dpo, caseId, counter)).code).toBe('staff.sameOfficer');
    clock.pass(days(7));
    expect(refused(await desk.approvals.approve(officer, caseId, counter)).code).toBe('case.expired');
    expect(await eventsOf(harness, accountId)).toEqual(['Registered.v1']);
    expect(refused(await desk.approvals.approve(officer, 'nobody', counter)).code).toBe('case.unknown');
  });

  it('[STAFF-TWO] whoever asked may take it back; what was refused is not approved', async () => {
    const { desk, accountId } = await owner();
    const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    accepted(await desk.approvals.refuse(asks, caseId, counter));
    expect(refused(await desk.approvals.approve(officer, caseId, counter)).code).toBe('case.decided');
    const next = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    expect(refused(await desk.approvals.refuse(staff('auditor'), next.caseId, counter)).code).toBe('staff.forbidden');
    accepted(await desk.approvals.refuse(officer, next.caseId, counter));
  });

  it('[STAFF-TWO] a merge is reversed by two', async () => {
    const { core, desk, accountId, harness, sandbox } = await owner();
    const other = await register(harness, sandbox.cast.binh);
    expect(refused(await desk.approvals.requestReversal(asks, accountId, 'm', counter)).code).toBe('merge.notAbsorbed');
    await core.merges.merge('m', other.accountId, accountId, context);
    const { caseId } = accepted(await desk.approvals.requestReversal(asks, accountId, 'm', counter)).value;
    expect(refused(await desk.approvals.approve(staff('supervisor', 'hoa'), caseId, counter)).code).toBe(
      'staff.sameOfficer',
    );
    accepted(await desk.approvals.approve(staff('supervisor', 'lan'), caseId, counter));
    expect((await eventsOf(harness, accountId)).at(-1)).toBe('MergeReversed.v1');
  });
});

describe('erasing', () => {
  it('[ERASE-REACH] closes first, and leaves nothing readable of account, registration, complaints and absorbed ones', async () => {
    const story = await owner();
    const { core, desk, accountId, harness, sandbox, person } = story;
    await loggedIn(harness, person);
    const older = await register(harness, sandbox.cast.binh);
    await core.merges.merge('m', accountId, older.accountId, context);
    const complaint = accepted(await desk.complaints.open({ topic: 'other', text: 'me' }, caller)).value;
    const decision = { outcome: 'upheld', accountId } as const;
    accepted(await desk.complaints.decide(staff('supervisor'), complaint.caseId, decision, counter));

    const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    accepted(await desk.approvals.approve(officer, caseId, counter));

    expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['Closed.v1', 'PersonalDataErased.v1']);
    expect((await eventsOf(harness, older.accountId)).slice(-2)).toEqual(['Closed.v1', 'PersonalDataErased.v1']);
    for (const stream of [
      `account-${accountId}`,
      `account-${older.accountId}`,
      await registrationOf(story, accountId),
      await registrationOf(story, older.accountId),
      `case-${complaint.caseId}`,
    ])
      expect([stream, ...new Set(await opened(story, stream))]).toEqual([stream, 'erased']);
  });

  it('[STAFF-STANDING] frees the identifiers', async () => {
    const { desk, accountId, harness, person, clock } = await owner();
    const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    accepted(await desk.approvals.approve(officer, caseId, counter));
    clock.pass(minutes(61));
    expect((await register(harness, person)).accountId).not.toBe(accountId);
  });

  it('[ERASE-TRACELESS] password, sessions, snapshots and unsent messages go; what is left shows “erased”', async () => {
    const { core, desk, accountId, harness, person, ports, sandbox } = await owner();
    const { token } = await loggedIn(harness, person);
    await core.start();
    await caughtUp(harness);
    await ports.snapshots.save(`account-${accountId}`, 'schema', { version: 1, state: {} });
    const content = await ports.personalData.seal(accountId, 'i', { to: '+84900000009', params: {} });
    const intent = { intentId: 'i', channel: 'sms', template: 'newLogin', subject: accountId, content } as const;
    await ports.outbox.add([intent], harness.clock.now());
    const [first] = (await ports.eventStore.readStream(`account-${accountId}`)).events;

    const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
    const { position = 0 } = accepted(await desk.approvals.approve(officer, caseId, counter));

    expect(await ports.vault.find(first?.data['passwordId'] as string)).toBeUndefined();
    expect(refused(await core.sessions.authenticate(token)).code).toBe('session.invalid');
    expect(await ports.snapshots.find(`account-${accountId}`, 'schema')).toBeUndefined();
    const waiting = await ports.outbox.lease(9, minutes(1), harness.clock.now());
    expect(waiting.map(({ intent: { template } }) => template)).toEqual(['accountClosed']);
    expect(sandbox.inbox.list('+84900000009')).toEqual([]);
    const profile = accepted(await core.profiles.profile(accountId, { atLeast: position })).value;
    expect(profile).toMatchObject({ status: 'closed', identity: null, contact: null, phones: [] });
    const { items } = accepted(await core.profiles.loginHistory(accountId)).value;
    expect(items.map(({ origin }) => origin)).toEqual([null]);
    const replay = accepted(await desk.reads.replay(staff('auditor'), accountId, {}, counter)).value;
    expect(replay.events[0]?.data['personal']).toBe('erased');
    await core.stop();
  });

  it.each([0, 1, 2, 3, 4])(
    '[ERASE-REPEATABLE] interrupted at step %d, it is finished by approving again',
    async (step) => {
      let calls = 0;
      let isDown = true;
      const crash = (): void => {
        calls += 1;
        if (isDown && calls > step) throw new Error('crash');
      };
      const { desk, accountId, ports, harness } = await owner({
        ports: ({ personalData, snapshots, outbox }) => ({
          personalData: {
            seal: (...args) => personalData.seal(...args),
            open: (box) => personalData.open(box),
            erase: async (subject) => (crash(), personalData.erase(subject)),
          },
          snapshots: {
            find: (...args) => snapshots.find(...args),
            save: (...args) => snapshots.save(...args),
            purge: async (stream) => (crash(), snapshots.purge(stream)),
          },
          outbox: Object.assign(Object.create(outbox) as typeof outbox, {
            add: outbox.add.bind(outbox),
            pending: outbox.pending.bind(outbox),
            drop: async (...args: Parameters<typeof outbox.drop>) => (crash(), outbox.drop(...args)),
          }),
        }),
      });
      const { caseId } = accepted(await desk.approvals.requestErasure(asks, accountId, counter)).value;
      await expect(desk.approvals.approve(officer, caseId, counter)).rejects.toThrow('crash');
      isDown = false;
      accepted(await desk.approvals.approve(officer, caseId, counter));
      expect((await eventsOf(harness, accountId)).slice(-2)).toEqual(['Closed.v1', 'PersonalDataErased.v1']);
      await expect(ports.personalData.seal(accountId, 'x', clear('x'))).rejects.toThrow();
    },
  );

  it('does not reach an account through one that it was absorbed into', async () => {
    const { core, desk, accountId, harness, sandbox } = await owner();
    const other = await register(harness, sandbox.cast.binh);
    await core.merges.merge('m', other.accountId, accountId, context);
    expect(refused(await desk.approvals.requestErasure(asks, accountId, counter)).code).toBe('account.absorbed');
  });
});

describe('the last notice', () => {
  /** Where a crash may come: after the closing, and before or after each later write. */
  const crashes = [0, 1, 2, 3, 4, 5, 6];

  async function erasing(crashAt?: number) {
    let calls = 0;
    let isDown = crashAt !== undefined;
    const step = async <T>(act: () => Promise<T>): Promise<T> => {
      calls += 1;
      if (isDown && calls > (crashAt ?? 0)) throw new Error('crash');
      return act();
    };
    const story = await owner({
      outboxEveryMs: 1,
      ports: ({ personalData, outbox }) => ({
        personalData: {
          seal: (...args) => personalData.seal(...args),
          open: (box) => personalData.open(box),
          erase: (subject) => step(() => personalData.erase(subject)),
        },
        outbox: Object.assign(Object.create(outbox) as typeof outbox, {
          add: (...args: Parameters<typeof outbox.add>) => step(() => outbox.add(...args)),
          drop: (...args: Parameters<typeof outbox.drop>) => step(() => outbox.drop(...args)),
          pending: outbox.pending.bind(outbox),
          sent: outbox.sent.bind(outbox),
          failed: outbox.failed.bind(outbox),
          lease: outbox.lease.bind(outbox),
        }),
      }),
    });
    const { caseId } = accepted(await story.desk.approvals.requestErasure(asks, story.accountId, counter)).value;
    const approve = () => story.desk.approvals.approve(officer, caseId, counter);
    const phone = story.person.phones[0] ?? '';
    const closings = () => story.sandbox.inbox.list(phone).filter(({ text }) => text.includes('da cham dut'));
    return { ...story, approve, closings, repair: () => (isDown = false) };
  }

  it('[NOTICE-LAST] reaches the owner though every key went before anybody followed the log', async () => {
    const { approve, closings, core, harness } = await erasing();
    accepted(await approve());
    expect(closings()).toEqual([]);
    await core.start();
    await toldEverything(harness);
    expect(closings()).toHaveLength(1);
    await core.stop();
  });

  it('[NOTICE-LAST] is told once by a core that follows the log while it erases', async () => {
    const { approve, closings, core, harness } = await erasing();
    await core.start();
    await toldEverything(harness);
    accepted(await approve());
    await toldEverything(harness);
    expect(closings()).toHaveLength(1);
    await core.stop();
  });

  it('[NOTICE-LAST] is neither dropped nor doubled where the account was closed, and its notice waited, before', async () => {
    const { accountId, approve, closings, core, desk, harness, ports } = await erasing();
    accepted(await desk.accounts.close(staff('supervisor'), accountId, counter));
    const writer = new NoticeWriter(new OwnerData(ports.personalData), ports.personalData);
    const ledger = new Ledger(ports.eventStore, ports.codec, ports.ids, ports.clock);
    await new ClosingNotices(ledger, writer, ports.outbox, ports.clock).write(accountId);
    accepted(await approve());
    await core.start();
    await toldEverything(harness);
    expect(closings()).toHaveLength(1);
    await core.stop();
  });

  it.each(crashes)('[NOTICE-LAST] comes once when erasing crashed at write %d and was approved again', async (at) => {
    const { approve, closings, core, harness, repair } = await erasing(at);
    await approve().catch(() => undefined);
    repair();
    accepted(await approve());
    await core.start();
    await toldEverything(harness);
    expect(closings()).toHaveLength(1);
    await core.stop();
  });

  it('[NOTICE-LAST] leaves nothing readable once it is out, and a replay writes none', async () => {
    const { accountId, approve, core, harness, ports } = await erasing();
    accepted(await approve());
    const [waiting] = await ports.outbox.lease(1, milliseconds(1), harness.clock.now());
    if (waiting === undefined) throw new Error('no notice');
    const { content, intentId } = waiting.intent;
    expect((await ports.personalData.open(content)).kind).toBe('clear');
    await ports.outbox.failed(intentId, harness.clock.now());
    await core.start();
    await toldEverything(harness);
    expect((await ports.personalData.open(content)).kind).toBe('erased');
    await core.stop();
    const { events } = await ports.eventStore.readStream(`account-${accountId}`);
    expect(JSON.stringify(events)).not.toContain('+84');
  });

  it('[NOTICE-LAST] is given up, unread, after 30 days', async () => {
    const { approve, closings, clock, core, harness, ports } = await erasing();
    accepted(await approve());
    const [waiting] = await ports.outbox.lease(1, milliseconds(1), clock.now());
    clock.pass(days(31));
    await core.start();
    await toldEverything(harness);
    expect(closings()).toEqual([]);
    expect(waiting && (await ports.personalData.open(waiting.intent.content)).kind).toBe('erased');
    await core.stop();
  });
});

describe('reading', () => {
  it('[STAFF-JOURNAL] every reading of an account is recorded, this one too', async () => {
    const { desk, accountId, person } = await owner();
    const auditor = staff('auditor', 'lan', 'A-1');
    accepted(await desk.reads.find(asks, person.personalNumber, counter));
    accepted(await desk.reads.replay(auditor, accountId, {}, counter));
    accepted(await desk.reads.explainLevel(auditor, accountId, undefined, counter));
    const journal = accepted(await desk.reads.journal(auditor, accountId, counter)).value;
    expect(journal.map(({ officer: by, act, ticket }) => [by, act, ticket])).toEqual([
      ['hoa', 'findAccount', 'T-7'],
      ['lan', 'readAccount', 'A-1'],
      ['lan', 'readAccount', 'A-1'],
      ['lan', 'readAccount', 'A-1'],
    ]);
    expect(refused(await desk.reads.find(asks, '001099000017', counter)).code).toBe('account.unknown');
    expect(refused(await desk.reads.find(asks, 'x', counter)).kind).toBe('refused');
  });
});
