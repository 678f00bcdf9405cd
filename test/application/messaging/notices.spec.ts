import { jest } from '@jest/globals';
import { createMemoryReadModels } from '../../../src/adapters/memory/read-models.js';
import { MemoryOutbox } from '../../../src/adapters/memory/outbox.js';
import { noticeTable } from '../../../src/application/messaging/notice-table.js';
import { noticeTexts } from '../../../src/application/messaging/notice-texts.js';
import type { Ports } from '../../../src/application/composition/ports.js';
import type { AccountCommand } from '../../../src/domain/account/account.commands.js';
import { days, instant, minutes } from '../../../src/domain/kernel/instant.js';
import { clear } from '../../../src/domain/kernel/personal.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import { accepted, type CoreHarness, openCore, register } from '../../support/core-harness.js';
import { evidence, grant, key, profile } from '../../support/accounts.js';
import { toldEverything } from '../../support/notices.js';
import { loggedIn } from '../../support/owner-stories.js';
import { counter, staff } from '../../support/staff-stories.js';

const other = '+84950000011';
const email = 'an@hopthu.example';
const at = instant(Date.parse('2026-03-02T09:00:00+07:00'));
const paper = { ground: 'court order', ticket: 'T-1', at } as const;
const phone = (number: string) => clear({ phone: number });

/** Stopped also when a test fails: a running core keeps the process. */
const running: CoreHarness[] = [];
afterEach(async () => {
  for (const { core } of running.splice(0)) await core.stop();
});

/** A running core with an account that has an address; everything so far was told. */
async function owner(more: { readonly verified?: boolean } = {}) {
  const harness = openCore({ outboxEveryMs: 1 });
  const { an } = harness.sandbox.cast;
  running.push(harness);
  await harness.core.start();
  const { accountId } = await register(harness, an, { email });
  if (more.verified === true) await run(harness, accountId, { type: 'VerifyEmail', at, emailVersion: 0 });
  await toldEverything(harness);
  return { ...harness, harness, accountId, an, phone: an.phones[0] ?? '' };
}

async function run(harness: CoreHarness, accountId: string, ...commands: readonly AccountCommand[]): Promise<void> {
  for (const command of commands) {
    const result = await accountsOf(harness).transact(accountId, command, byTest);
    if (result.kind !== 'accepted') throw new Error(JSON.stringify(result));
  }
}

/** What arrived since, by destination. */
async function toldOf(harness: CoreHarness, act: () => Promise<unknown>): Promise<Readonly<Record<string, string>>> {
  const before = harness.sandbox.inbox.list().length;
  await act();
  await toldEverything(harness);
  const all = harness.sandbox.inbox.list();
  const told: Record<string, string> = {};
  for (const { to, text } of all.slice(0, all.length - before)) told[to] = `${told[to] ?? ''}${text}`;
  return told;
}

const second: AccountCommand = { type: 'AddOtpPhone', phoneId: 'p2', at, personal: phone(other) };
const added: AccountCommand = { type: 'AddMethod', grant: grant('m2', { evidenceIds: [] }), evidence: [] };
const change = (oldPhoneId: string): AccountCommand => ({
  type: 'RequestOtpPhoneChange',
  changeId: 'c',
  oldPhoneId,
  newPhoneId: 'p3',
  effectiveFrom: instant(at + days(1)),
  evidence: [evidence('e')],
  personal: phone('+84950000012'),
});

/** Of an act: what comes before it, the act itself, words of its SMS, and who else hears of it. */
const acts: readonly (readonly [string, readonly AccountCommand[], AccountCommand, string, readonly string[]])[] = [
  ['MethodAdded', [], added, 'them cach dang nhap moi', []],
  ['MethodRemoved', [added], { type: 'RemoveMethod', methodId: 'm2', at }, 'xoa mot cach dang nhap', []],
  [
    'IdentifierAdded',
    [],
    { type: 'AddIdentifier', keys: [key('k', 'cmnd')], evidence: [], personal: clear({ identifiers: [] }) },
    'cap nhat thong tin dinh danh',
    [],
  ],
  ['OtpPhoneAdded', [], second, 'them so nhan OTP', [other]],
  ['OtpPhoneRemoved', [second], { type: 'RemoveOtpPhone', phoneId: 'p2', at }, 'xoa mot so nhan OTP', [other]],
  ['DefaultOtpPhoneSet', [second], { type: 'SetDefaultOtpPhone', phoneId: 'p2' }, 'so nhan OTP mac dinh', [other]],
  [
    'OtpPhoneChangeCancelled',
    [second, change('p2')],
    { type: 'CancelOtpPhoneChange', changeId: 'c', by: 'login' },
    'huy yeu cau doi so nhan OTP',
    [other],
  ],
  ['PasswordChanged', [], { type: 'ChangePassword', passwordId: 'w', at }, 'doi mat khau', []],
  ['PasswordReset', [], { type: 'ResetPassword', passwordId: 'w', at, by: 'otp' }, 'dat lai mat khau', []],
  [
    'ContactChanged',
    [],
    { type: 'ChangeContact', fields: ['email'], personal: clear({ email: 'moi@hopthu.example' }) },
    'doi thong tin lien he',
    ['moi@hopthu.example'],
  ],
  ['LoginLocked', [], { type: 'LockLogin', factor: 'password', at }, 'bi khoa dang nhap', []],
  [
    'LoginUnlocked',
    [{ type: 'LockLogin', factor: 'password', at }],
    { type: 'UnlockLogin', factor: 'all', at },
    'duoc mo khoa dang nhap',
    [],
  ],
  ['LoginDisavowed', [], { type: 'DisavowLogin', loginId: 'l', at }, 'ket thuc moi phien dang nhap', []],
  [
    'IdentitySyncedFromCSDL',
    [],
    { type: 'RecordSync', evidence: evidence('e'), changed: ['name'], personal: profile },
    'cap nhat thong tin dinh danh',
    [],
  ],
  ['Suspended', [], { type: 'Suspend', ...paper }, 'bi tam khoa', []],
  ['Reinstated', [{ type: 'Suspend', ...paper }], { type: 'Reinstate', ...paper }, 'duoc mo lai', []],
  ['Closed', [], { type: 'Close', ...paper, openMerges: [] }, 'da cham dut', []],
];

describe('what an owner is told', () => {
  it.each(acts)('[NOTICE-TOLD] %s', async (_event, given, command, words, others) => {
    const { harness, accountId, core, phone: own } = await owner();
    await run(harness, accountId, ...given);
    await toldEverything(harness);
    const told = await toldOf(harness, () => run(harness, accountId, command));
    expect(Object.keys(told).sort()).toEqual([own, email, ...others].sort());
    for (const to of [own, ...others.filter((one) => one.startsWith('+'))]) expect(told[to]).toContain(words);
    expect(told[email]).toMatch(/If this was not you/);
    await core.stop();
  });

  it('[NOTICE-TOLD] nothing of an update from the register that changed nothing', async () => {
    const { harness, accountId, core } = await owner();
    await toldEverything(harness);
    const again: AccountCommand = { type: 'RecordSync', evidence: evidence('e'), changed: [], personal: profile };
    expect(await toldOf(harness, () => run(harness, accountId, again))).toEqual({});
    await core.stop();
  });

  it('[NOTICE-TOLD] the table has a text, a use case or a reason for every event, and every text a row', () => {
    const tested = new Set(acts.map(([event]) => event));
    const rows = Object.entries(noticeTable);
    for (const [event, row] of rows) {
      if ('silent' in row) expect(row.silent.length).toBeGreaterThan(10);
      else if ('template' in row && row.template in noticeTexts && row.alsoTo === undefined)
        expect(tested).toContain(event);
    }
    const used = new Set(rows.flatMap(([, row]) => ('template' in row ? [row.template] : [])));
    expect(Object.keys(noticeTexts).filter((name) => !used.has(name as never))).toEqual([]);
  });

  it('[NOTICE-TOLD] registering, merging and undoing a merge, at both ends', async () => {
    const { harness, accountId, core, sandbox, phone: own } = await owner();
    expect(sandbox.inbox.list(own)[0]?.text).toContain('da duoc dang ky');
    const { binh } = sandbox.cast;
    const theirs = binh.phones[0] ?? '';
    harness.clock.pass(minutes(2));
    const victim = (await register(harness, binh)).accountId;
    await toldEverything(harness);
    const merged = await toldOf(harness, () => core.merges.merge('m', accountId, victim, byTest));
    expect(Object.keys(merged).sort()).toEqual([own, theirs, email].sort());
    expect(merged[theirs]).toContain('da duoc hop nhat');
    const undone = await toldOf(harness, () => core.merges.reverse('m', victim, 'other person', byTest));
    expect(Object.keys(undone).sort()).toEqual([own, theirs, email].sort());
    expect(undone[own]).toContain('da duoc tach tro lai');
    await core.stop();
  });

  it('[NOTICE-TAKEN-AWAY] the address and the phone that were replaced hear of it', async () => {
    const { harness, accountId, core, phone: own } = await owner();
    const moved = await toldOf(harness, () =>
      run(harness, accountId, {
        type: 'ChangeContact',
        fields: ['email'],
        personal: clear({ email: 'b@hopthu.example' }),
      }),
    );
    expect(Object.keys(moved)).toEqual(expect.arrayContaining([email, 'b@hopthu.example']));
    await run(harness, accountId, second, { type: 'SetDefaultOtpPhone', phoneId: 'p2' });
    await toldEverything(harness);
    const [first] = (await harness.ports.eventStore.readStream(`account-${accountId}`)).events;
    const phoneId = first?.data['phoneId'] as string;
    const told = await toldOf(harness, () => run(harness, accountId, { type: 'RemoveOtpPhone', phoneId, at }));
    expect(Object.keys(told)).toEqual(expect.arrayContaining([own, other]));
    await core.stop();
  });

  it('[NOTICE-LINKS] nothing but a login carries a link, and its mail goes to a verified address only', async () => {
    for (const verified of [false, true]) {
      const { harness, accountId, core, an, phone: own } = await owner({ verified });
      const acted = await toldOf(harness, () => run(harness, accountId, ...acts.slice(0, 4).map(([, , act]) => act)));
      expect(Object.values(acted).join()).not.toContain('http');
      const told = await toldOf(harness, () => loggedIn(harness, an));
      expect(told[own]).toContain('https://');
      expect(told[email] !== undefined).toBe(verified);
      await core.stop();
    }
  });
});

/** Senders that count, and send nothing. */
function counting() {
  const send = jest.fn(async () => ({ kind: 'accepted', reference: 'x' }) as const);
  return { send, ports: { smsSender: { send }, mailSender: { send } } satisfies Partial<Ports> };
}

async function aLife() {
  const story = await owner({ verified: true });
  const { harness, accountId, an } = story;
  await loggedIn(harness, an);
  for (const [, given, act] of acts.filter(([event]) => !['Closed', 'Suspended', 'Reinstated'].includes(event)))
    for (const command of [...given, act]) await accountsOf(harness).transact(accountId, command, byTest);
  accepted(await harness.core.staff.accounts.suspend(staff('supervisor'), accountId, counter));
  await toldEverything(harness);
  return story;
}

describe('once', () => {
  it('[NOTICE-ONCE] everything replayed, projections rebuilt: nothing is sent again', async () => {
    const { core, harness, clock } = await aLife();
    for (const projector of core.projectors) await projector.rebuild(() => undefined);
    await core.stop();
    clock.pass(minutes(60));
    const { send, ports } = counting();
    const anew = harness.restarted({
      outboxEveryMs: 1,
      ports: () => ({ ...ports, readModels: createMemoryReadModels() }),
    });
    await anew.core.start();
    await toldEverything(anew);
    for (const projector of anew.core.projectors) await projector.rebuild(() => undefined);
    await new Promise((resolve) => setTimeout(resolve, 20));
    expect(send).not.toHaveBeenCalled();
    await anew.core.stop();
  });

  it('[NOTICE-LAST] a closing that was told is not told again, though its key is gone and the log is read anew', async () => {
    const { core, harness, accountId, phone: own, sandbox } = await owner();
    const told = await toldOf(harness, () => run(harness, accountId, { type: 'Close', ...paper, openMerges: [] }));
    expect(told[own]).toContain('da cham dut');
    await core.stop();
    const before = sandbox.inbox.list().filter(({ text }) => text.includes('da cham dut')).length;
    const anew = harness.restarted({
      outboxEveryMs: 1,
      ports: () => ({ readModels: createMemoryReadModels(), outbox: new MemoryOutbox() }),
    });
    await anew.core.start();
    await toldEverything(anew);
    expect(sandbox.inbox.list().filter(({ text }) => text.includes('da cham dut'))).toHaveLength(before);
    await anew.core.stop();
  });

  it('[NOTICE-OLD] with an outbox that forgot everything, what is older than 30 days is not sent either', async () => {
    const { core, harness, clock } = await aLife();
    await core.stop();
    clock.pass(days(31));
    const { send, ports } = counting();
    const anew = harness.restarted({
      outboxEveryMs: 1,
      ports: () => ({ ...ports, readModels: createMemoryReadModels(), outbox: new MemoryOutbox() }),
    });
    await anew.core.start();
    await toldEverything(anew);
    expect(send).not.toHaveBeenCalled();
    await anew.core.stop();
  });

  it('[NOTICE-ONCE] a crash between the outbox and the checkpoint sends nothing twice', async () => {
    const { core, harness, accountId, sandbox, phone: own } = await owner();
    await core.stop();
    let giveUp: ((applied: false) => void) | undefined;
    const dying = harness.restarted({
      ports: ({ readModels }) => ({
        readModels: Object.assign(Object.create(readModels) as typeof readModels, {
          checkpoint: readModels.checkpoint.bind(readModels),
          getIn: readModels.getIn.bind(readModels),
          liveGeneration: readModels.liveGeneration.bind(readModels),
          apply: (...args: Parameters<typeof readModels.apply>) => {
            if (args[0] !== 'notices') return readModels.apply(...args);
            return new Promise<boolean>((resolve) => {
              giveUp = resolve;
            });
          },
        }),
      }),
    });
    await dying.core.start();
    await run(dying, accountId, { type: 'ChangePassword', passwordId: 'w', at });
    for (let n = 0; n < 500 && giveUp === undefined; n += 1) await new Promise((resolve) => setTimeout(resolve, 2));
    expect(giveUp).toBeDefined();
    const ended = dying.core.stop();
    giveUp?.(false);
    await ended;
    expect(await harness.ports.outbox.pending()).toBe(2);

    const before = sandbox.inbox.list(own).length;
    const anew = harness.restarted({ outboxEveryMs: 1 });
    await anew.core.start();
    await toldEverything(anew);
    expect(sandbox.inbox.list(own)).toHaveLength(before + 1);
    await anew.core.stop();
  });

  it('[NOTICE-ONCE] events of accounts that were never folded here are told as of their own time', async () => {
    const { core, harness, accountId, ports, phone: own } = await owner();
    await core.stop();
    await run(harness, accountId, second, { type: 'SetDefaultOtpPhone', phoneId: 'p2' });
    const models = createMemoryReadModels();
    await models.apply('notices', 0, 0, (await ports.eventStore.head()) - 1, []);
    const { send, ports: senders } = counting();
    const anew = harness.restarted({ outboxEveryMs: 1, ports: () => ({ ...senders, readModels: models }) });
    await anew.core.start();
    await toldEverything(anew);
    const to = (send.mock.calls as unknown as readonly [{ to: string }][]).map(([message]) => message.to);
    expect(to.sort()).toEqual([own, other, email].sort());
    await anew.core.stop();
  });

  it.each(['all', 'the end'])(
    '[NOTICE-ONCE] what is told goes on, and nothing is told twice, when the read models lose %s of theirs meanwhile',
    async (lost) => {
      const { core, harness, accountId, ports, phone: own } = await owner();
      await core.stop();
      let models = createMemoryReadModels();
      const readModels: Ports['readModels'] = {
        checkpoint: (...asked) => models.checkpoint(...asked),
        liveGeneration: (...asked) => models.liveGeneration(...asked),
        apply: (...asked) => models.apply(...asked),
        goLive: (...asked) => models.goLive(...asked),
        drop: (...asked) => models.drop(...asked),
        get: (...asked) => models.get(...asked),
        getIn: (...asked) => models.getIn(...asked),
        list: (...asked) => models.list(...asked),
      };
      const { send, ports: senders } = counting();
      const following = harness.restarted({ outboxEveryMs: 1, ports: () => ({ ...senders, readModels }) });
      running.push(following);
      await following.core.start();
      await toldEverything(following);
      const before = await ports.eventStore.head();
      const account = await models.getIn('notices', 0, 'account', accountId);
      await run(following, accountId, second);
      await toldEverything(following);
      send.mockClear();
      models = createMemoryReadModels();
      if (lost === 'the end')
        await models.apply('notices', 0, 0, before, [
          { kind: 'put', collection: 'account', key: accountId, sort: '', document: account ?? {} },
        ]);
      await run(following, accountId, { type: 'SetDefaultOtpPhone', phoneId: 'p2' });
      await toldEverything(following);
      const to = (send.mock.calls as unknown as readonly [{ to: string }][]).map(([message]) => message.to);
      expect(to.sort()).toEqual([own, other, email].sort());
    },
  );

  it('[NOTICE-ONCE] the other end of a merge hears of it, though it was never folded here', async () => {
    const { core, harness, accountId, ports, phone: own } = await owner();
    const { binh } = harness.sandbox.cast;
    const { accountId: victim } = await register(harness, binh);
    await toldEverything(harness);
    await core.stop();
    await core.merges.merge('m', accountId, victim, byTest);
    const { events } = await ports.eventStore.readStream(`account-${victim}`);
    const models = createMemoryReadModels();
    await models.apply('notices', 0, 0, (events.at(-1)?.globalPosition ?? 0) - 1, []);
    const { send, ports: senders } = counting();
    const anew = harness.restarted({ outboxEveryMs: 1, ports: () => ({ ...senders, readModels: models }) });
    await anew.core.start();
    await toldEverything(anew);
    const to = (send.mock.calls as unknown as readonly [{ to: string }][]).map(([message]) => message.to);
    expect(to.sort()).toEqual([own, email, binh.phones[0]].sort());
    await anew.core.stop();
  });
});

describe('an erased subject', () => {
  it('[NOTICE-ERASED] gets nothing more, from a replay either, and is kept nowhere', async () => {
    const { core, harness, accountId, sandbox, phone: own, ports } = await owner();
    const { approvals } = core.staff;
    await core.stop();
    const before = sandbox.inbox.list(own).length;
    const { caseId } = accepted(await approvals.requestErasure(staff('counterOfficer'), accountId, counter)).value;
    accepted(await approvals.approve(staff('dataProtectionOfficer'), caseId, counter));
    for (const models of [ports.readModels, createMemoryReadModels()]) {
      const anew = harness.restarted({
        outboxEveryMs: 1,
        ports: () => ({ readModels: models, outbox: new MemoryOutbox() }),
      });
      await anew.core.start();
      await toldEverything(anew);
      expect(await models.get('notices', 'account', accountId)).toBeUndefined();
      await anew.core.stop();
    }
    expect(sandbox.inbox.list(own)).toHaveLength(before);
    expect(sandbox.inbox.list(email)).toHaveLength(1);
  });
});
