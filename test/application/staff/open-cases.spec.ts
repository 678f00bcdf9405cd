import { hours, minutes } from '../../../src/domain/kernel/instant.js';
import type { OpenCaseKind } from '../../../src/application/projections/open-cases.projection.js';
import { accepted, caller, type CoreHarness, openCore, refused, register } from '../../support/core-harness.js';
import { counter, staff } from '../../support/staff-stories.js';

const supervisor = staff('supervisor', 'minh');
const clerk = staff('counterOfficer', 'hang');
const protection = staff('dataProtectionOfficer', 'thu');

describe('the open cases', () => {
  let harness: CoreHarness;
  let accountId: string;
  beforeEach(async () => {
    harness = openCore();
    ({ accountId } = await register(harness, harness.sandbox.cast.an));
    await harness.core.start();
  });
  afterEach(() => harness.core.stop());

  const list = async (kind: OpenCaseKind, more: object = {}) => {
    const atLeast = await harness.ports.eventStore.head();
    return accepted(await harness.core.staff.openCases.list(supervisor.by, { kind, ...more }, { atLeast })).value;
  };
  const complain = async () => {
    const told = await harness.core.staff.complaints.open({ topic: 'other', text: 'Một khiếu nại kín' }, caller);
    harness.clock.pass(minutes(1));
    return accepted(told).value.caseId;
  };

  it('[CASE-OPEN-LIST] are complaints until they are decided, the oldest first, page by page', async () => {
    const ids = [await complain(), await complain(), await complain()];
    const first = await list('complaint', { limit: 2 });
    expect(first.items.map(({ caseId }) => caseId)).toEqual(ids.slice(0, 2));
    const rest = await list('complaint', { limit: 2, cursor: first.next });
    expect([rest.items.map(({ caseId }) => caseId), rest.next]).toEqual([ids.slice(2), null]);
    accepted(await harness.core.staff.complaints.decide(supervisor, ids[1] ?? '', { outcome: 'dismissed' }, counter));
    expect((await list('complaint')).items.map(({ caseId }) => caseId)).toEqual([ids[0], ids[2]]);
  });

  it('tell nothing that a complaint says, and stay sealed from those who may not read cases', async () => {
    await complain();
    expect(JSON.stringify(await list('complaint'))).not.toContain('khiếu nại');
    const nobody = { officer: '', role: 'supervisor' } as const;
    const answer = await harness.core.staff.openCases.list(nobody, { kind: 'complaint' });
    expect(refused(answer).code).toBe('staff.forbidden');
  });

  it('[CASE-OPEN-LIST] are requests until they are decided or have lapsed, the soonest to lapse first', async () => {
    const { approvals } = harness.core.staff;
    const early = accepted(await approvals.requestErasure(clerk, accountId, counter)).value;
    harness.clock.pass(hours(1));
    const late = accepted(await approvals.requestErasure(clerk, accountId, counter)).value;
    expect((await list('act')).items).toMatchObject([
      { kind: 'act', act: 'erase', accountId, officer: 'hang', ground: 'papers seen', ...early },
      { caseId: late.caseId, mergeId: null },
    ]);
    harness.clock.set(early.expiresAt);
    expect((await list('act')).items.map(({ caseId }) => caseId)).toEqual([late.caseId]);
    accepted(await approvals.refuse(protection, late.caseId, counter));
    expect((await list('act')).items).toEqual([]);
  });

  it('are recoveries that wait at a counter', async () => {
    const input = { accountId, needs: ['password'], papers: ['chipCard'] } as const;
    const { caseId } = accepted(await harness.core.staff.recoveries.request(clerk, input, counter)).value;
    expect((await list('recovery')).items).toMatchObject([{ caseId, needs: ['password'], ticket: 'T-7' }]);
    harness.clock.pass(hours(1));
    expect((await list('recovery')).items).toEqual([]);
  });

  it('are the same after a rebuild beside the live list', async () => {
    await complain();
    accepted(await harness.core.staff.approvals.requestErasure(clerk, accountId, counter));
    const before = [await list('complaint'), await list('act')];
    const projector = harness.core.projectors.find(({ name }) => name === 'open-cases');
    await projector?.rebuild(() => undefined);
    expect(projector).toBeDefined();
    expect([await list('complaint'), await list('act')]).toEqual(before);
  });

  it('are unavailable to who asks for a position that is not there yet', async () => {
    const list = harness.core.staff.openCases.list(supervisor.by, { kind: 'act' }, { atLeast: 10_000 });
    expect(await list).toMatchObject({ kind: 'unavailable', code: 'unavailable.readModels' });
  }, 15_000);
});
