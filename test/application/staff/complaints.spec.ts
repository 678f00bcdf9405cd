import { sandboxEdition } from '../../../src/domain/policy/editions/sandbox.js';
import { caller, accepted, openCore, refused, register, unavailable } from '../../support/core-harness.js';
import { counter, staff } from '../../support/staff-stories.js';

const supervisor = staff('supervisor');

async function desk() {
  const harness = openCore();
  const { accountId } = await register(harness, harness.sandbox.cast.an);
  return { ...harness, harness, accountId, complaints: harness.core.staff.complaints };
}

describe('a complaint', () => {
  it('[CASE-COMPLAINT-BLIND] is taken from anybody, with one answer whether there is an account or not', async () => {
    const { complaints, sandbox, ports, accountId } = await desk();
    const before = (await ports.eventStore.readStream(`account-${accountId}`)).version;
    const answers = [];
    for (const personId of [sandbox.cast.an.personalNumber, '001099000017', 'not a number']) {
      const answer = accepted(await complaints.open({ topic: 'identifierTaken', personId, text: 'not me' }, caller));
      answers.push({ ...answer, value: Object.keys(answer.value), position: typeof answer.position });
    }
    expect(new Set(answers.map((one) => JSON.stringify(one))).size).toBe(1);
    expect((await ports.eventStore.readStream(`account-${accountId}`)).version).toBe(before);
  });

  it('lies sealed', async () => {
    const { complaints, ports } = await desk();
    const text = 'Somebody registered with my number';
    const { caseId } = accepted(await complaints.open({ topic: 'identifierTaken', name: 'Bịa', text }, caller)).value;
    const { events } = await ports.eventStore.readStream(`case-${caseId}`);
    expect(JSON.stringify(events)).not.toContain('Somebody');
    expect(JSON.stringify(events)).not.toContain('Bịa');
  });

  it('names the policy edition under which it was opened', async () => {
    const { complaints, ports } = await desk();
    const { caseId } = accepted(await complaints.open({ topic: 'other', text: 'help' }, caller)).value;
    const { events } = await ports.eventStore.readStream(`case-${caseId}`);
    expect(events.map(({ meta }) => meta.policyEdition)).toEqual([sandboxEdition.id]);
  });

  it('[STAFF-JOURNAL] is read by officers, which is recorded', async () => {
    const { complaints, ports } = await desk();
    const { caseId } = accepted(await complaints.open({ topic: 'other', text: 'help' }, caller)).value;
    expect(accepted(await complaints.read(staff('auditor', 'lan'), caseId, counter)).value).toMatchObject({
      topic: 'other',
      details: { text: 'help' },
      outcome: null,
    });
    const { events } = await ports.eventStore.readStream(`staff-${caseId}`);
    expect(events.map(({ data }) => data)).toMatchObject([{ officer: 'lan', act: 'readCase', caseId }]);
    expect(refused(await complaints.read(supervisor, 'nobody', counter)).code).toBe('case.unknown');
  });

  it('[CASE-ONCE] is decided once', async () => {
    const { complaints, accountId } = await desk();
    const { caseId } = accepted(await complaints.open({ topic: 'other', text: 'help' }, caller)).value;
    accepted(await complaints.decide(supervisor, caseId, { outcome: 'upheld', accountId }, counter));
    accepted(await complaints.decide(supervisor, caseId, { outcome: 'upheld', accountId }, counter));
    const other = await complaints.decide(supervisor, caseId, { outcome: 'dismissed' }, counter);
    expect(refused(other).code).toBe('case.decided');
    expect(accepted(await complaints.read(supervisor, caseId, counter)).value.outcome).toBe('upheld');
  });

  it('has a text of a sane length', async () => {
    const { complaints } = await desk();
    for (const input of [{ text: ' ' }, { text: 'x'.repeat(4_001) }, { text: 'x', name: 'x'.repeat(201) }])
      expect(refused(await complaints.open({ topic: 'other', ...input }, caller)).code).toBe('complaint.textInvalid');
  });

  it('comes at most so often from one network', async () => {
    const { complaints } = await desk();
    for (let n = 0; n < 20; n += 1) accepted(await complaints.open({ topic: 'other', text: 'x' }, caller));
    expect(unavailable(await complaints.open({ topic: 'other', text: 'x' }, caller)).code).toBe('complaint.tooMany');
    accepted(await complaints.open({ topic: 'other', text: 'x' }, counter));
  });
});
