import { auditRefused } from '../../../src/adapters/cli/refused-command.js';
import type { Flags } from '../../../src/adapters/cli/program.js';
import { formDate } from '../../../src/domain/values/partial-date.js';
import { caller, type CoreHarness, openCore } from '../../support/core-harness.js';
import { logInByVneid, registerByVneid } from '../../support/proofs.js';
import { typed } from '../../support/attackers.js';
import { recorder } from './support/recorder.js';

describe('audit refused', () => {
  let harness: CoreHarness;
  let accountId: string;
  beforeAll(async () => {
    harness = openCore();
    const { an, oanh } = harness.sandbox.cast;
    accountId = await registerByVneid(harness, an);
    const { session } = await logInByVneid(harness, an);
    const fields = { personalNumber: an.personalNumber, name: oanh.name, birthDate: formDate(an.birthDate) };
    for (let time = 0; time < 2; time += 1) await harness.core.populationSync.sync(session, fields, caller);
    await harness.core.logins.start(typed(an.personalNumber), caller);
    await harness.core.stop();
  });
  const refused = async (account: string, flags: Flags = {}) => {
    const terminal = recorder();
    const code = await auditRefused(account, flags, { audit: harness.core.audit, terminal });
    return { code, ...terminal.said };
  };

  it('shows what was refused, how often, from where, and what a register said', async () => {
    const { code, out } = await refused(accountId);
    expect(code).toBe(0);
    expect(out).toMatch(/sync +sync\.notConfirmed +2 +web +203\.0\.113\.0\/24 +populationRegistry \S+/);
  });

  it('as JSON for programs', async () => {
    const { out } = await refused(accountId, { format: 'json' });
    expect(JSON.parse(out)).toMatchObject([
      { what: 'sync', code: 'sync.notConfirmed', count: 2, evidence: [{ attributes: { personId: 'noMatch' } }] },
    ]);
    expect(await refused(accountId, { format: 'html' })).toMatchObject({ code: 2, out: '' });
    expect(JSON.parse((await refused('nobody', { format: 'json' })).out)).toEqual([]);
  });
});
