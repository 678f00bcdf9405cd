import { minutes } from '../../../src/domain/kernel/instant.js';
import type { SandboxPerson } from '../../../src/adapters/sandbox/index.js';
import type { OpenedSession, SessionView } from '../../../src/application/login/login-api.js';
import type { SyncFields } from '../../../src/application/sync/sync-api.js';
import { formDate } from '../../../src/domain/values/partial-date.js';
import { accountsOf, byTest } from '../../support/core-accounts.js';
import {
  accepted,
  caller,
  codeOn,
  type CoreHarness,
  due,
  eventsOf,
  formOf,
  goodPassword,
  logIn,
  openCore,
  refused,
  register,
  solvedCaptcha,
  unavailable,
} from '../../support/core-harness.js';
import {
  answerByToken,
  answerByVneid,
  eidSessionOf,
  logInByVneid,
  openedBy,
  registerByToken,
  registerByVneid,
} from '../../support/proofs.js';

const fieldsOf = (person: SandboxPerson, more: Partial<SyncFields> = {}): SyncFields => ({
  personalNumber: person.personalNumber,
  name: person.name,
  birthDate: formDate(person.birthDate),
  ...more,
});
const sync = ({ core }: CoreHarness, session: SessionView, fields: SyncFields) =>
  core.populationSync.sync(session, fields, caller);
const typesOf = async ({ core }: CoreHarness, accountId: string) =>
  accepted(await core.audit.replay(accountId)).value.events.map(({ type }) => type.split('.')[0]);
const asked = ({ sandbox }: CoreHarness) => sandbox.controls.calls('populationRegistry').length;

/** VNeID of `an`, whose account was made by it. */
async function eidOwner(): Promise<{ harness: CoreHarness; an: SandboxPerson; accountId: string; own: OpenedSession }> {
  const harness = openCore();
  const { an } = harness.sandbox.cast;
  const accountId = await registerByVneid(harness, an);
  return { harness, an, accountId, own: await logInByVneid(harness, an) };
}

describe('updating an account from the population register', () => {
  it('[SYNC-EVIDENCE] tells field by field what differed, and records it with the evidence', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    const answer = accepted(await sync(harness, own.session, fieldsOf(an))).value;
    expect(answer.changes.map(({ field }) => field)).toEqual([
      'identifiers',
      'placeOfBirth',
      'hometown',
      'permanentAddress',
    ]);
    expect(answer.changes[1]).toEqual({ field: 'placeOfBirth', before: null, after: 'Hà Nội' });
    const replay = accepted(await harness.core.audit.replay(accountId)).value;
    const synced = replay.events.find(({ type }) => type === 'IdentitySyncedFromCSDL.v1');
    expect(synced?.data).toMatchObject({
      changed: ['identifiers', 'placeOfBirth', 'hometown', 'permanentAddress'],
      evidence: { source: 'populationRegistry', attributes: { personId: 'match', name: 'match', birthDate: 'match' } },
      personal: { name: an.name, hometown: 'Nam Định' },
    });
  });

  it('[SYNC-ALIAS] claims the CMND that the register links, and lookups find the account by it', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    expect(accepted(await sync(harness, own.session, fieldsOf(an))).value.alias).toBe('added');
    expect(await typesOf(harness, accountId)).toContain('IdentifierAdded');
    const again = await harness.core.registrations.start(formOf(an, { personId: an.cmnd as string }), caller);
    expect(refused(again).code).toBe('registration.duplicate');
  });

  it('[SYNC-IDEMPOTENT] changes nothing the second time but the evidence', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    accepted(await sync(harness, own.session, fieldsOf(an)));
    const before = await typesOf(harness, accountId);
    expect(accepted(await sync(harness, own.session, fieldsOf(an))).value).toEqual({
      changes: [],
      alias: 'held',
      absorbed: [],
      notAbsorbed: [],
    });
    expect(await typesOf(harness, accountId)).toEqual([...before, 'IdentitySyncedFromCSDL']);
  });

  it('[SYNC-BY-VNEID] is refused in a session that was opened another way', async () => {
    const harness = openCore();
    const { an } = harness.sandbox.cast;
    await register(harness, an);
    harness.clock.pass(minutes(2));
    const { session } = await logIn(harness, an);
    const before = asked(harness);
    expect(refused(await sync(harness, session, fieldsOf(an)))).toMatchObject({
      code: 'sync.notByVneid',
      remedies: ['logInAgain'],
    });
    expect(asked(harness)).toBe(before);
  });

  it('[SYNC-OWN-NUMBER] is refused for another number, before any register is asked', async () => {
    const { harness, an, own } = await eidOwner();
    const { oanh } = harness.sandbox.cast;
    for (const personalNumber of [oanh.personalNumber, '001090990002']) {
      const refusal = refused(await sync(harness, own.session, fieldsOf(an, { personalNumber })));
      expect(refusal.code).toBe('sync.notOwnNumber');
    }
    expect(asked(harness)).toBe(0);
  });

  it('[SYNC-REFUSED-TOLD] records what was refused beside the account, with the answer where the register was asked', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    const { oanh } = harness.sandbox.cast;
    for (let time = 0; time < 3; time += 1)
      await sync(harness, own.session, fieldsOf(an, { personalNumber: oanh.personalNumber }));
    expect(refused(await sync(harness, own.session, fieldsOf(an, { name: oanh.name }))).code).toBe('sync.notConfirmed');
    await harness.core.stop();
    const told = await eventsOf(harness, `attempts-${accountId}`);
    const personal = { kind: 'clear', value: { network: '203.0.113.0/24', agent: 'test' } };
    expect(told).toMatchObject([
      { type: 'SyncRefused', data: { code: 'sync.notOwnNumber', count: 3, evidence: [], personal } },
      {
        type: 'SyncRefused',
        data: {
          code: 'sync.notConfirmed',
          count: 1,
          evidence: [{ source: 'populationRegistry', attributes: { personId: 'noMatch' } }],
        },
      },
    ]);
    expect(JSON.stringify(told)).not.toContain(oanh.personalNumber);
  });

  it('refuses what is not a number, a name, a date', async () => {
    const { harness, an, own } = await eidOwner();
    const codes: string[] = [];
    for (const more of [{ personalNumber: '123' }, { name: '' }, { birthDate: '1/1' }])
      codes.push(refused(await sync(harness, own.session, fieldsOf(an, more))).code);
    expect(codes).toEqual(['identifier.personalNumber.format', 'name.missing', 'date.format']);
    expect(asked(harness)).toBe(0);
  });

  it('refuses what the register does not confirm, and records nothing', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    const before = await typesOf(harness, accountId);
    const wrong = fieldsOf(an, { birthDate: '13/05/1990' });
    expect(refused(await sync(harness, own.session, wrong)).code).toBe('sync.notConfirmed');
    expect(await typesOf(harness, accountId)).toEqual(before);
  });

  it('refuses an organisation', async () => {
    const harness = openCore();
    const { mayTrang, loan } = harness.sandbox.cast;
    await registerByToken(harness, mayTrang, 'enterprise');
    const as = { subject: 'enterprise', onBehalfOf: mayTrang.handle } as const;
    const first = await answerByVneid(harness, loan.handle, as);
    const { session } = openedBy(await answerByToken(harness, mayTrang, 'enterprise'));
    accepted(await harness.core.eidConsents.confirmInSession(first.loginToken, session, caller));
    const opened = openedBy((await answerByVneid(harness, loan.handle, as)).answer);
    expect(refused(await sync(harness, opened.session, fieldsOf(loan))).code).toBe('sync.citizensOnly');
  });

  it('decides nothing while the register does not answer', async () => {
    const { harness, an, own } = await eidOwner();
    harness.sandbox.controls.down('populationRegistry');
    expect(unavailable(await sync(harness, own.session, fieldsOf(an))).code).toBe('unavailable.populationRegistry');
  });

  it('is refused for an account that does not stand', async () => {
    const { harness, an, accountId, own } = await eidOwner();
    const at = harness.clock.now();
    await accountsOf(harness).transact(accountId, { type: 'Suspend', ground: 'g', ticket: 't', at }, byTest);
    expect(refused(await sync(harness, own.session, fieldsOf(an))).code).toBe('account.suspended');
  });
});

describe('older accounts', () => {
  /** Registers by a CMND alone, while the population register is down. */
  async function registerByCmnd(harness: CoreHarness, person: SandboxPerson): Promise<string> {
    const { registrations } = harness.core;
    harness.sandbox.controls.down('populationRegistry');
    const form = formOf(person, { method: 'socialInsurance', personId: person.cmnd as string });
    const { registrationId } = accepted(await registrations.start(form, caller)).value;
    const code = codeOn(harness, person.phones[0]);
    due(await registrations.submit(registrationId, { kind: 'otp', code }, caller), 'password');
    const set = { kind: 'password', password: goodPassword, confirmation: goodPassword } as const;
    const done = accepted(await registrations.submit(registrationId, set, caller)).value;
    harness.sandbox.controls.up('populationRegistry');
    harness.clock.pass(minutes(2));
    return done.account?.accountId as string;
  }

  it('[SYNC-MERGE] of the same person, whom the register confirms, are absorbed by the account logged in to', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const older = await registerByCmnd(harness, binh);
    const { session } = await eidSessionOf(harness, binh);
    const answer = accepted(await sync(harness, session, fieldsOf(binh))).value;
    expect(answer).toMatchObject({ alias: 'held', absorbed: [older], notAbsorbed: [] });
    expect(await typesOf(harness, session.accountId)).toEqual([
      'Registered',
      'LoggedIn',
      'IdentitySyncedFromCSDL',
      'MergeStarted',
    ]);
    expect((await typesOf(harness, older)).at(-1)).toBe('AbsorbedIntoAccount');
    const again = accepted(await sync(harness, session, fieldsOf(binh))).value;
    expect(again).toEqual({ changes: [], alias: 'held', absorbed: [], notAbsorbed: [] });
  });

  it('[SYNC-MERGE] of another person who holds the same CMND are left alone', async () => {
    const harness = openCore();
    const { quy, quynh } = harness.sandbox.cast;
    const other = await registerByCmnd(harness, quy);
    const { session } = await eidSessionOf(harness, quynh);
    expect(accepted(await sync(harness, session, fieldsOf(quynh))).value).toMatchObject({
      alias: 'heldByAnother',
      absorbed: [],
      notAbsorbed: [],
    });
    expect(await typesOf(harness, other)).toEqual(['Registered']);
  });

  it('[SYNC-MERGE] of another person with a personal number of their own are left alone, unasked', async () => {
    const harness = openCore();
    const { quy, quynh } = harness.sandbox.cast;
    await register(harness, quy, { method: 'socialInsurance' });
    const { session } = await eidSessionOf(harness, quynh);
    const before = asked(harness);
    expect(accepted(await sync(harness, session, fieldsOf(quynh))).value.alias).toBe('heldByAnother');
    expect(asked(harness)).toBe(before + 1);
  });

  it('that do not stand are named, with the reason', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const older = await registerByCmnd(harness, binh);
    const at = harness.clock.now();
    await accountsOf(harness).transact(older, { type: 'Suspend', ground: 'g', ticket: 't', at }, byTest);
    const { session } = await eidSessionOf(harness, binh);
    expect(accepted(await sync(harness, session, fieldsOf(binh))).value).toMatchObject({
      alias: 'heldByAnother',
      absorbed: [],
      notAbsorbed: [{ accountId: older, code: 'account.suspended' }],
    });
  });

  it('[MERGE-REVERSED-STAYS] are not merged again once people at a counter undid it', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const older = await registerByCmnd(harness, binh);
    const { session } = await eidSessionOf(harness, binh);
    accepted(await sync(harness, session, fieldsOf(binh)));
    const { core } = harness;
    const [lived] = accepted(await core.audit.absorbed(session.accountId)).value;
    accepted(await core.accountMerges.reverse(lived?.mergeId ?? '', older, 'another person', byTest));
    const { session: later } = await eidSessionOf(harness, binh);
    expect(accepted(await sync(harness, later, fieldsOf(binh))).value).toMatchObject({
      absorbed: [],
      notAbsorbed: [{ accountId: older, code: 'merge.wasReversed' }],
    });
  });

  it('[SYNC-IDEMPOTENT] goes on with a merge that a crash left open', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const older = await registerByCmnd(harness, binh);
    const { session } = await eidSessionOf(harness, binh);
    const at = harness.clock.now();
    const started = { type: 'StartMerge', mergeId: 'open', absorbs: older, at } as const;
    await accountsOf(harness).transact(session.accountId, started, byTest);
    accepted(await sync(harness, session, fieldsOf(binh)));
    expect(accepted(await harness.core.audit.absorbed(session.accountId)).value).toEqual([
      { accountId: older, mergeId: 'open', into: session.accountId },
    ]);
  });

  it('[MERGE-LOOKUP-FOLLOWS] [MERGE-NO-TAKEOVER] lead to the survivor at once, where their password opens nothing', async () => {
    const harness = openCore();
    const { binh } = harness.sandbox.cast;
    const older = await registerByCmnd(harness, binh);
    const typed = { personId: binh.cmnd as string, password: goodPassword, captcha: solvedCaptcha };
    const { loginToken } = accepted(await harness.core.logins.start(typed, caller)).value;
    const code = codeOn(harness, binh.phones[0]);
    const { token, session: before } = accepted(await harness.core.logins.confirm(loginToken, code, caller)).value;
    expect(before.accountId).toBe(older);
    const { session } = await eidSessionOf(harness, binh);
    accepted(await sync(harness, session, fieldsOf(binh)));
    expect(refused(await harness.core.sessions.authenticate(token)).code).toBe('session.invalid');
    expect(refused(await harness.core.logins.start(typed, caller)).code).toBe('login.invalidCredentials');
    const start = formOf(binh, { method: 'socialInsurance', personId: binh.cmnd as string });
    expect(refused(await harness.core.registrations.start(start, caller)).code).toBe('registration.duplicate');
  });
});
