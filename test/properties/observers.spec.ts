import type { DomainEvent } from '../../src/application/ports/event-codec.port.js';
import type { AccountEvent } from '../../src/domain/account/account.events.js';
import {
  absorbed,
  at,
  closed,
  key,
  mergeRefused,
  mergeReversed,
  mergeStarted,
  passwordChanged,
  registered,
  suspended,
} from '../support/accounts.js';
import { soundProtocols } from '../support/claims/claim-world.js';
import { close, merge, register, tasksOf } from '../support/claims/commands.js';
import { explore } from '../support/claims/explorer.js';
import { History } from '../support/claims/history.js';
import { hasLegalOrder, type Seen } from '../support/claims/legal-history.js';
import { TinyStore } from '../support/claims/tiny-store.js';
import type { ViolationKind } from '../support/claims/violations.js';

/* The properties are worth what their observers see: here each is shown something that it must not let pass. */

const meta = {
  occurredAt: at(0),
  actor: { kind: 'system', id: '' },
  channel: '',
  commandId: '',
  correlationId: '',
  causationId: '',
  policyEdition: '',
} as const;

type Line = readonly [stream: string, event: DomainEvent];

const log = async (...events: readonly Line[]) => {
  const store = new TinyStore();
  for (const [stream, { type, data }] of events) {
    const { version } = await store.readStream(stream);
    await store.append(stream, version, [{ eventId: '', type, data: data as never, meta }]);
  }
  return store.log;
};

const account = (id: string, event: AccountEvent) => [`account-${id}`, event] as const;
const claim = (name: string, accountId: string, registrationId?: string) =>
  [
    `claim-personalNumber-${name}`,
    {
      type: 'IdentifierClaimed',
      data: { key: key(name), accountId, at: at(0), ...(registrationId !== undefined && { registrationId }) },
    },
  ] as const satisfies readonly [string, DomainEvent];
const opens = (id: string, ...names: readonly string[]) =>
  account(id, registered({ registrationId: `r-${id}`, keys: names.map((name) => key(name)) }));
const ends = (id: string) => account(id, { type: 'RegistrationSuperseded', data: { registrationId: '', by: '' } });

const wrong: readonly (readonly [string, ViolationKind, readonly Line[]])[] = [
  ['two accounts with one identifier', 'twoLiveAccounts', [claim('k', 'A'), opens('A', 'k'), opens('B', 'k')]],
  [
    'two accounts with one identifier, one of them through a merge',
    'twoLiveAccounts',
    [
      claim('k', 'A'),
      opens('A', 'k'),
      claim('l', 'B'),
      opens('B', 'l'),
      account('A', absorbed('m', 'B')),
      opens('C', 'k'),
    ],
  ],
  ['an account without its claim', 'keyOfAnother', [opens('A', 'k')]],
  ['a claim that went to another', 'keyOfAnother', [claim('k', 'A'), opens('A', 'k'), claim('k', 'B')]],
  ['a second first event', 'terminalGrew', [claim('k', 'A'), opens('A', 'k'), ends('A')]],
  ['a registration after the fence', 'terminalGrew', [ends('A'), opens('A')]],
  ['a reversal after the end', 'terminalGrew', [opens('A'), account('A', closed), account('A', mergeReversed('m'))]],
  ['a first event that is none', 'terminalGrew', [account('A', suspended)]],
  [
    'a registration that opens two accounts',
    'registeredTwice',
    [opens('A'), account('B', registered({ registrationId: 'r-A', keys: [] }))],
  ],
  [
    'accounts that absorb each other',
    'mergeCycle',
    [opens('A'), opens('B'), account('A', absorbed('m', 'B')), account('B', absorbed('n', 'A'))],
  ],
  [
    'a merge that commits again',
    'mergedTwice',
    [opens('A'), account('A', absorbed('m')), account('A', mergeReversed('m')), account('A', absorbed('m'))],
  ],
  [
    'an end with an open merge',
    'openMerge',
    [opens('A'), opens('B'), account('B', mergeStarted('m', 'A')), account('B', closed)],
  ],
  [
    'a merge into another account with an open merge',
    'openMerge',
    [opens('A'), opens('B'), account('B', mergeStarted('m', 'A')), account('B', absorbed('n', 'C'))],
  ],
];

describe('the reading of a log', () => {
  it.each(wrong)('notices %s', async (_what, kind, told) => {
    const { violations } = new History().catchUp(await log(...told));
    expect(violations.map((violation) => violation.kind)).toContain(kind);
  });

  it('notices a claim that its live account does not list', async () => {
    const told = [claim('k', 'A', 'r-A'), claim('l', 'A', 'r-A'), opens('A', 'k')] as const;
    expect(new History().catchUp(await log(...told)).unlisted()).toEqual([{ kind: 'unlistedClaim', what: 'l of A' }]);
  });

  it('finds nothing wrong with a whole life', async () => {
    const history = new History().catchUp(
      await log(
        claim('k', 'A', 'r-A'),
        opens('A', 'k'),
        claim('l', 'B', 'r-B'),
        opens('B', 'l'),
        account('B', mergeStarted('m', 'A')),
        account('A', absorbed('m', 'B')),
        account('A', mergeReversed('m', 'B')),
        account('A', suspended),
        account('B', mergeStarted('n', 'A')),
        account('A', mergeRefused('n')),
        account('B', closed),
        ends('C'),
        claim('l', 'D', 'r-D'),
        opens('D', 'l'),
      ),
    );
    expect([...history.violations, ...history.unlisted()]).toEqual([]);
    expect(['A', 'B', 'C', 'D'].map((id) => history.isLive(id))).toEqual([true, false, false, true]);
  });

  it('reads on where it stopped', async () => {
    const told = await log(claim('k', 'A'), opens('A', 'k'), opens('B', 'k'));
    const history = new History().catchUp(told.slice(0, 2));
    expect(history.violations).toEqual([]);
    expect(history.catchUp(told).violations).toHaveLength(2);
    expect(history.catchUp(told).violations).toHaveLength(2);
  });

  it('refuses events it does not know what to do with', async () => {
    const { violations } = new History().catchUp(await log(opens('A'), account('A', passwordChanged('p'))));
    expect(violations).toHaveLength(1);
  });
});

describe('the order of answers', () => {
  const one = (name: string, from: number, to: number, did: Seen['did']): Seen => ({ name, from, to, did });
  const took = (...keys: string[]): Seen['did'] => ({ kind: 'registered', keys });
  const double = (...keys: string[]): Seen['did'] => ({ kind: 'duplicate', keys });
  const ended = (registration: string): Seen['did'] => ({ kind: 'closed', registration });

  it.each<[string, readonly Seen[]]>([
    ['one after the other', [one('A', 1, 2, took('k')), one('B', 3, 4, double('k'))]],
    ['at the same time', [one('A', 1, 3, double('k')), one('B', 2, 4, took('k'))]],
    ['again after the end', [one('A', 1, 2, took('k')), one('C', 3, 4, ended('A')), one('B', 5, 6, took('k'))]],
    ['while it ends', [one('A', 1, 2, took('k')), one('C', 3, 6, ended('A')), one('B', 4, 5, took('k'))]],
    ['ended twice', [one('A', 1, 2, took('k')), one('C', 3, 4, ended('A')), one('D', 5, 6, ended('A'))]],
    ['two identifiers', [one('A', 1, 2, took('k', 'l')), one('B', 3, 4, double('l', 'm'))]],
  ])('is legal: %s', (_what, seen) => {
    expect(hasLegalOrder(seen)).toBe(true);
  });

  it.each<[string, readonly Seen[]]>([
    ['taken twice', [one('A', 1, 4, took('k')), one('B', 2, 3, took('k'))]],
    ['a duplicate of nobody', [one('A', 1, 2, double('k'))]],
    ['a duplicate before there was one', [one('A', 1, 2, double('k')), one('B', 3, 4, took('k'))]],
    ['a duplicate after the end', [one('A', 1, 2, took('k')), one('C', 3, 4, ended('A')), one('B', 5, 6, double('k'))]],
    ['taken before the end', [one('A', 1, 2, took('k')), one('B', 3, 4, took('k')), one('C', 5, 6, ended('A'))]],
    ['an end of nothing', [one('C', 1, 2, ended('A'))]],
  ])('is not legal: %s', (_what, seen) => {
    expect(hasLegalOrder(seen)).toBe(false);
  });
});

describe('the explorer', () => {
  const free = { preemptions: 0, crashes: 0, jumps: 0, maxSchedules: 1_000 };

  it('tries every order of whole runs when nobody is interrupted', async () => {
    const scenario = { before: [], tasks: tasksOf(register('A', 'k'), register('B', 'l'), register('C', 'm')) };
    expect(await explore(scenario, soundProtocols, free)).toMatchObject({ schedules: 6, complete: true });
  });

  it('tries every place for one interruption', async () => {
    const scenario = { before: [register('A', 'k'), register('B', 'l')], tasks: tasksOf(close('A'), close('B')) };
    // Two steps each (read, append): either first, and either whole or interrupted after its first step.
    const { schedules, complete } = await explore(scenario, soundProtocols, { ...free, preemptions: 1 });
    expect({ schedules, complete }).toEqual({ schedules: 4, complete: true });
  });

  it('says when it has not tried everything', async () => {
    const scenario = {
      before: [register('A', 'k'), register('B', 'l')],
      tasks: tasksOf(merge('m', 'A', 'B'), merge('n', 'B', 'A')),
    };
    const bounds = { preemptions: 2, crashes: 1, jumps: 0, maxSchedules: 10 };
    expect(await explore(scenario, soundProtocols, bounds)).toMatchObject({
      schedules: 10,
      complete: false,
      found: [],
    });
  });

  it('shows the steps that lead to what it found', async () => {
    const scenario = { before: [], tasks: tasksOf(register('A', 'k')) };
    const { trace } = await explore(scenario, soundProtocols, free);
    expect(trace).toEqual([
      '0 A: reads registration-A',
      '0 A: RegistrationPinned to registration-A @0',
      '0 A: reads account-A.1',
      '0 A: reads claim-personalNumber-k',
      '0 A: IdentifierClaimed to claim-personalNumber-k @0',
      '0 A: Registered to account-A.1 @0',
    ]);
  });
});
