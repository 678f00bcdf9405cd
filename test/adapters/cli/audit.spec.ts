import { auditExplain, auditReplay } from '../../../src/adapters/cli/audit-commands.js';
import { rebuildProjections } from '../../../src/adapters/cli/rebuild-command.js';
import type { Audit, LevelExplained, Replay, ReplayedEvent } from '../../../src/application/audit/audit.js';
import type { Projector } from '../../../src/application/projections/projector.js';
import { accept, notAvailable, refuse } from '../../../src/application/outcome/outcome.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { evidence, grant } from '../../support/accounts.js';
import { recorder } from './support/recorder.js';

const at = instant(Date.parse('2026-11-21T03:30:00Z'));

const event = (parts: Partial<ReplayedEvent>): ReplayedEvent => ({
  eventId: 'e1',
  streamVersion: 1,
  globalPosition: 7,
  recordedAt: at,
  occurredAt: at,
  type: 'Registered.v1',
  actor: 'anonymous',
  channel: 'web',
  policyEdition: 'sandbox',
  commandId: 'c1',
  causationId: 'c1',
  data: {},
  status: 'live',
  level: 'IAL2',
  ...parts,
});

const replay: Replay = {
  accountId: 'account-1',
  at: {},
  status: 'live',
  level: 'IAL2',
  events: [
    event({
      data: {
        grant: grant('m1'),
        evidence: [evidence('x')],
        personal: { name: 'Nguyễn <b>Minh</b> An', identifiers: [{ kind: 'personalNumber', value: '001090990001' }] },
      },
    }),
    event({
      streamVersion: 2,
      type: 'LoggedIn.v1',
      actor: 'subject:account-1',
      recordedAt: instant(at + 60_000),
      data: { method: 'password', level: 'IAL2', authentication: 'auth2', personal: { network: '203.0.113.0/24' } },
    }),
    event({ streamVersion: 3, type: 'Suspended.v1', actor: 'officer:7', data: { ground: 'lệnh tòa', ticket: 'T-1' } }),
    event({ streamVersion: 4, type: 'ContactChanged.v1', data: { personal: 'erased' } }),
    event({
      streamVersion: 5,
      type: 'IdentitySyncedFromCSDL.v1',
      data: { evidence: evidence('y', 'populationRegistry'), changed: ['gender'] },
    }),
  ],
};

const explained: LevelExplained = {
  accountId: 'account-1',
  at,
  level: 'IAL2',
  status: 'live',
  grants: [
    {
      grant: grant('m1'),
      inForce: true,
      removed: false,
      decides: true,
      by: { eventId: 'e1', type: 'Registered.v1', streamVersion: 1, occurredAt: at, policyEdition: 'sandbox' },
      evidence: [
        {
          ...evidence('x'),
          nameTier: 'folded',
          attributes: { name: 'match', birthDate: 'notAvailable', personId: 'noMatch' },
        },
        { ...evidence('y', 'populationRegistry'), reference: 'ref-9' },
      ],
    },
  ],
};

/** An audit that answers as told, and remembers what it was asked. */
function auditOf(answers: Partial<Record<'replay' | 'explainLevel', unknown>>) {
  const asked: unknown[] = [];
  const audit = {
    replay: async (...given: unknown[]) => (asked.push(given), answers.replay),
    explainLevel: async (...given: unknown[]) => (asked.push(given), answers.explainLevel),
  } as unknown as Audit;
  return { audit, asked };
}

async function runReplay(flags: Readonly<Record<string, string>>, outcome: unknown = accept(replay)) {
  const { audit, asked } = auditOf({ replay: outcome });
  const terminal = recorder();
  const code = await auditReplay('account-1', flags, { audit, now: at, terminal });
  return { code, asked, ...terminal.said };
}

describe('audit replay', () => {
  it('shows a table, in Vietnam’s time, with the facts one looks for', async () => {
    const { code, out, err } = await runReplay({});
    expect([code, err]).toEqual([0, '']);
    expect(out).toContain('2026-11-21 10:30:00');
    expect(out).toContain('mobileSubscriber → IAL2');
    expect(out).toContain('personalNumber 001090990001');
    expect(out).toContain('subscriberRegistry (personId ✓, name ✓, birthDate ✓)');
    expect(out).toContain('chủ tài khoản/owner');
    expect(out).toContain('ghi nhận/recorded 2026-11-21 10:31:00');
    expect(out).toContain('dữ liệu cá nhân đã xóa/erased');
    expect(out).toMatch(/lệnh tòa\n.*T-1/);
    expect(out).toMatch(/IdentitySyncedFromCSDL.*populationRegistry \(/);
    expect(out).toContain('thay đổi/changed: gender');
  });

  it('gives everything as JSON', async () => {
    const told = JSON.parse((await runReplay({ format: 'json' })).out);
    expect(told).toMatchObject({ accountId: 'account-1', asOf: null, level: 'IAL2' });
    expect(told.events[0]).toMatchObject({ recordedAt: '2026-11-21T03:30:00.000Z', data: { personal: {} } });
  });

  it('gives one HTML file that runs and loads nothing', async () => {
    const { out } = await runReplay({ format: 'html' });
    expect(out).toContain('&lt;b&gt;Minh&lt;/b&gt;');
    expect(out).not.toContain('<b>Minh');
    expect(out).not.toMatch(/<script|<link|<img|src=|href=|@import|url\(/);
    expect(out).toContain("default-src 'none'");
    expect(out).toContain('<meta charset="utf-8">');
  });

  it('asks as recorded by, or as in effect at, a time', async () => {
    const { asked } = await runReplay({ asOf: '2026-11-21', effective: '2026-11-21T10:00Z' });
    expect(asked).toEqual([
      ['account-1', { asOf: Date.parse('2026-11-21T16:59:59.999Z'), effective: Date.parse('2026-11-21T10:00:00Z') }],
    ]);
    const { out } = await runReplay({}, accept({ ...replay, at: { asOf: at, effective: at } }));
    expect(out).toContain(
      'as recorded by 2026-11-21 10:30:00; như có hiệu lực tại / as in effect at 2026-11-21 10:30:00',
    );
  });

  it.each([
    ['a wrong time', { asOf: 'soon' }, 'ISO 8601'],
    ['another wrong time', { effective: '21/11/2026' }, 'ISO 8601'],
    ['a wrong format', { format: 'pdf' }, 'table, json, html'],
  ])('says what is wrong with %s', async (_what, flags, said) => {
    const { code, out, err, asked } = await runReplay(flags);
    expect([code, out, asked]).toEqual([2, '', []]);
    expect(err).toContain(said);
  });

  it('tells an unknown account from a store that is away', async () => {
    const unknown = await runReplay({}, refuse('account.unknown'));
    expect([unknown.code, unknown.out]).toEqual([3, '']);
    expect(unknown.err).toContain('account.unknown');
    expect((await runReplay({}, notAvailable('unavailable.eventStore', 1))).code).toBe(4);
  });
});

describe('audit explain', () => {
  async function runExplain(flags: Readonly<Record<string, string>>, outcome: unknown = accept(explained)) {
    const { audit, asked } = auditOf({ explainLevel: outcome });
    const terminal = recorder();
    const code = await auditExplain('account-1', flags, { audit, now: at, terminal });
    return { code, asked, ...terminal.said };
  }

  it('shows which evidence gives the level', async () => {
    const { code, out } = await runExplain({});
    expect(code).toBe(0);
    expect(out).toContain('IAL2 (live)');
    expect(out).toContain('subscriberRegistry (name ✓, birthDate ?, personId ✗, không dấu/unaccented)');
    expect(out).toContain('ref ref-9');
    expect(out).toMatch(/mobileSubscriber {2}IAL2 {3}có\/yes {8}có\/yes/);
  });

  it('gives everything as JSON, as of a time', async () => {
    const { out, asked } = await runExplain({ format: 'json', asOf: '2026-11-21T03:30:00Z' });
    expect(JSON.parse(out)).toMatchObject({ at: '2026-11-21T03:30:00.000Z', grants: [{ decides: true }] });
    expect(asked).toEqual([['account-1', at]]);
  });

  it('says what is wrong', async () => {
    expect((await runExplain({ format: 'html' })).code).toBe(2);
    expect((await runExplain({ asOf: 'soon' })).code).toBe(2);
    expect((await runExplain({}, refuse('account.unknown'))).code).toBe(3);
  });
});

describe('projections rebuild', () => {
  const projector = (name: string, steps: readonly number[]) =>
    ({
      name,
      async rebuild(tell: (progress: object) => void) {
        for (const position of steps) tell({ projection: name, position, head: 100 });
      },
    }) as unknown as Projector;

  it('rebuilds all, or the one that is named, with a line at every tenth', async () => {
    const all = [projector('a', [1, 5, 50, 51, 100]), projector('b', [])];
    const terminal = recorder();
    expect(await rebuildProjections(all, undefined, terminal)).toBe(0);
    expect(terminal.said.err).toBe('a: 0% (1/100)\na: 50% (50/100)\na: 100% (100/100)\n');
    expect(terminal.said.out).toMatch(/^a: 100 .*\nb: 0 /);
    const one = recorder();
    await rebuildProjections(all, 'b', one);
    expect(one.said.out).toMatch(/^b: /);
  });

  it('draws a bar for people', async () => {
    const drawn: string[] = [];
    const { write, isTTY } = process.stderr;
    Object.assign(process.stderr, { isTTY: true, write: (text: string) => drawn.push(text) > 0 });
    try {
      await rebuildProjections([projector('a', [50, 100])], 'a', { ...recorder(), isWatched: true });
    } finally {
      Object.assign(process.stderr, { isTTY, write });
    }
    expect(drawn.join('')).toMatch(/a \[█+\] 100% \| 100\/100/);
  });

  it('knows no projection of another name', async () => {
    const terminal = recorder();
    expect(await rebuildProjections([projector('a', [])], 'c', terminal)).toBe(3);
    expect(terminal.said.err).toContain('(a)');
  });
});
