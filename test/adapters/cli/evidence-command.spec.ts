import { auditEvidence } from '../../../src/adapters/cli/evidence-command.js';
import type { EvidenceAudit, EvidenceAudited } from '../../../src/application/audit/evidence-audit.js';
import { accept, notAvailable, type Outcome, refuse } from '../../../src/application/outcome/outcome.js';
import { instant } from '../../../src/domain/kernel/instant.js';
import { recorder } from './support/recorder.js';

const time = instant(Date.parse('2026-11-21T03:30:00Z'));
const digest = 'd'.repeat(64);
const audited: EvidenceAudited = {
  digest,
  subject: 'account-1',
  statement: { random: 'r', purpose: 'register', origin: 'https://portal.example', process: 'p1', time },
  statementHolds: true,
  verification: {
    kind: 'repeated',
    at: time,
    challenge: 'c',
    origin: 'https://portal.example',
    chain: ['a'.repeat(64), 'b'.repeat(64)],
    recorded: [],
    found: [],
    unanswered: [],
    missing: [],
  },
  confirmed: true,
};

async function run(outcome: Outcome<EvidenceAudited>, flags: Readonly<Record<string, string>> = {}) {
  const terminal = recorder();
  const evidence = { examine: async () => outcome } as unknown as EvidenceAudit;
  const code = await auditEvidence(digest, flags, { evidence, terminal });
  return { code, ...terminal.said };
}

describe('dinhdanh audit evidence', () => {
  it('says what was asked for, what was decided, and that it is decided again', async () => {
    const { code, out } = await run(accept(audited));
    expect(code).toBe(0);
    expect(out).toContain('register p1, https://portal.example, 2026-11-21 10:30:00');
    expect(out).toMatch(/Khi đó \/ then +chấp nhận \/ verified/);
    expect(out).toMatch(/Kết luận \/ conclusion +khớp \/ confirmed/);
  });

  it('ends with another code when it is not confirmed, and says why', async () => {
    const { verification } = audited;
    const changed: EvidenceAudited = {
      ...audited,
      statementHolds: false,
      verification: {
        ...(verification as Extract<typeof verification, { kind: 'repeated' }>),
        found: ['certificate.untrusted'],
        unanswered: ['crl http://ca.example/ca.crl'],
        missing: ['e'.repeat(64)],
      },
      confirmed: false,
    };
    const { code, out } = await run(accept(changed));
    expect(code).toBe(5);
    expect(out).toMatch(/Lặp lại \/ repeated +từ chối \/ refused: certificate.untrusted/);
    expect(out).toMatch(/Không trả lời \/ unanswered +crl http:\/\/ca\.example\/ca\.crl/);
    expect(out).toMatch(/Thiếu \/ missing +e{64}/);
    expect(out).toContain('NOT what was signed');
    expect(out).toContain('NOT CONFIRMED');
  });

  it('tells evidence that no verifier of signatures can repeat', async () => {
    const { code, out } = await run(
      accept({
        ...audited,
        statement: undefined,
        statementHolds: undefined,
        verification: { kind: 'unreadable' },
        confirmed: false,
      }),
    );
    expect([code, out.includes('cannot be repeated')]).toEqual([5, true]);
  });

  it('is told to programs as JSON', async () => {
    const { out } = await run(accept(audited), { format: 'json' });
    expect(JSON.parse(out)).toMatchObject({
      digest,
      statement: { time: '2026-11-21T03:30:00.000Z' },
      verification: { at: '2026-11-21T03:30:00.000Z' },
    });
  });

  it.each([
    ['evidence.unknown', 3],
    ['evidence.erased', 3],
    ['evidence.changed', 5],
  ])('says %s and ends with %d', async (refusal, expected) => {
    const { code, err } = await run(refuse(refusal));
    expect([code, err.includes(`(${refusal})`)]).toEqual([expected, true]);
  });

  it('ends with 4 when the store does not answer, and with 2 for a format that is none', async () => {
    expect((await run(notAvailable('unavailable.evidenceStore', 1_000))).code).toBe(4);
    expect((await run(accept(audited), { format: 'html' })).code).toBe(2);
  });
});
