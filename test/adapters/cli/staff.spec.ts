import { auditAbsorbed } from '../../../src/adapters/cli/audit-commands.js';
import { projectionsStatus } from '../../../src/adapters/cli/rebuild-command.js';
import { auditJournal, listCases } from '../../../src/adapters/cli/staff-commands.js';
import type { Flags } from '../../../src/adapters/cli/program.js';
import { accept, notAvailable, refuse } from '../../../src/application/outcome/outcome.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { accepted, caller, type CoreHarness, openCore, register } from '../../support/core-harness.js';
import { counter, staff } from '../../support/staff-stories.js';
import { recorder } from './support/recorder.js';

const clerk = staff('counterOfficer', 'hang', 'HS-9');

describe('the console of an operator', () => {
  let harness: CoreHarness;
  let accountId: string;
  beforeAll(async () => {
    harness = openCore();
    ({ accountId } = await register(harness, harness.sandbox.cast.an));
    const { complaints, approvals, recoveries } = harness.core.staff;
    accepted(await complaints.open({ topic: 'notMyLogin', text: 'Một khiếu nại kín' }, caller));
    accepted(await approvals.requestErasure(clerk, accountId, counter));
    accepted(await recoveries.request(clerk, { accountId, needs: ['password'], papers: ['chipCard'] }, counter));
  });

  const cases = async (flags: Flags = {}) => {
    const terminal = recorder();
    const projector = harness.core.projectors.find(({ name }) => name === 'open-cases');
    const { openCases } = harness.core.staff;
    return { code: await listCases(flags, { openCases, projector, terminal }), ...terminal.said };
  };
  const status = async () => {
    const terminal = recorder();
    expect(await projectionsStatus(harness.core.projectors, terminal)).toBe(0);
    return terminal.said.out;
  };

  it('lists open cases up to the end of the log, though nothing follows it', async () => {
    const head = await harness.ports.eventStore.head();
    expect(await status()).toMatch(new RegExp(`open-cases +0 +${head} +${head}\\n`));
    const { code, out } = await cases();
    expect(code).toBe(0);
    expect(out).toMatch(/complaint +notMyLogin/);
    expect(out).toMatch(/act +erase .* hang +papers seen \(HS-9\)/);
    expect(out).toMatch(/recovery +password/);
    expect(out).not.toContain('khiếu nại kín');
    expect(await status()).toMatch(new RegExp(`open-cases +${head} +${head} +0\\n`));
  });

  it('lists one kind, as JSON for programs', async () => {
    const { out } = await cases({ kind: 'act', format: 'json' });
    expect(JSON.parse(out)).toMatchObject([{ kind: 'act', accountId, openedAt: '2026-03-02T02:00:00.000Z' }]);
    expect(await cases({ kind: 'none' })).toMatchObject({ code: 2, out: '' });
    expect(await cases({ format: 'html' })).toMatchObject({ code: 2, out: '' });
  });

  it('pages through all of them', async () => {
    const page = (caseId: string, next: string | null) =>
      accept({ items: [{ kind: 'complaint', caseId, openedAt: 0, topic: 'other' } as const], next });
    const asked: unknown[] = [];
    const openCases = {
      page: async ({ cursor }: { readonly cursor?: string }) => {
        asked.push(cursor);
        return cursor === undefined ? page('first', 'more') : page('second', null);
      },
    };
    const terminal = recorder();
    await listCases({ kind: 'complaint' }, { openCases, projector: undefined, terminal });
    expect(terminal.said.out).toMatch(/first[^]*second/);
    expect(asked).toEqual([undefined, 'more']);
    const away = { page: async () => notAvailable('unavailable.readModels', 1_000) };
    expect(await listCases({}, { openCases: away, projector: undefined, terminal })).toBe(4);
  });

  it('shows who of the staff was at an account, as a table and as JSON', async () => {
    const { audit } = harness.core;
    const [terminal, json] = [recorder(), recorder()];
    expect(await auditJournal(accountId, {}, { audit, terminal })).toBe(0);
    expect(terminal.said.out).toMatch(/hang +counterOfficer +requestErasure +papers seen +HS-9/);
    await auditJournal(accountId, { format: 'json' }, { audit, terminal: json });
    expect(JSON.parse(json.said.out)).toHaveLength(2);
    expect(await auditJournal('nobody', { format: 'html' }, { audit, terminal })).toBe(2);
    const away = { staffJournal: async () => notAvailable('unavailable.eventStore', 1_000) };
    expect(await auditJournal('a', {}, { audit: away, terminal })).toBe(4);
  });

  it('shows which accounts live on in one', async () => {
    const now = instant(0);
    const run = async (account: string, format = 'table', audit = harness.core.audit) => {
      const terminal = recorder();
      return { code: await auditAbsorbed(account, { format }, { audit, now, terminal }), ...terminal.said };
    };
    expect((await run('nobody')).code).toBe(3);
    expect((await run(accountId, 'json')).out).toBe('[]\n');
    expect((await run(accountId, 'html')).code).toBe(2);
    const absorbed = async () => accept([{ accountId: 'old', into: 'new', mergeId: 'm1' }]);
    const merged = { absorbed, staffJournal: async () => refuse('account.unknown') } as never;
    expect((await run('new', 'table', merged)).out).toMatch(/old +new +m1/);
  });
});
