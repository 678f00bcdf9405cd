import { anchorsMadeHere } from '../../../src/adapters/pki/anchors/trust-anchors.js';
import { PkiSignatureAudit } from '../../../src/adapters/pki/signature-audit.js';
import { authority } from '../../../src/adapters/sandbox/index.js';
import { EvidenceAudit, type EvidenceAudited } from '../../../src/application/audit/evidence-audit.js';
import type { KeptEvidence } from '../../../src/application/ports/evidence-store.port.js';
import type { Ports } from '../../../src/application/composition/ports.js';
import { evidenceDigest } from '../../../src/application/proofs/kept-proof.js';
import { days, plus } from '../../../src/domain/kernel/instant.js';
import type { Evidence } from '../../../src/domain/assurance/evidence.js';
import {
  accepted,
  allEvents,
  type CoreHarness,
  eventsOf,
  logIn,
  openCore,
  refused,
  register,
} from '../../support/core-harness.js';
import { logInByToken, registerByToken, registerByVneid } from '../../support/proofs.js';

const roots = {
  public: [authority('publicRoot').certificate],
  government: [authority('governmentRoot').certificate],
};

interface Story {
  readonly harness: CoreHarness;
  readonly digest: string;
  readonly audit: (change?: Partial<Ports>, anchors?: typeof roots) => EvidenceAudit;
}

/** Somebody registered; the digest is the one on the account's first event. */
async function registered(by: 'token' | 'vneid'): Promise<Story> {
  const harness = openCore();
  const { thao, an } = harness.sandbox.cast;
  const accountId = await (by === 'token' ? registerByToken(harness, thao) : registerByVneid(harness, an));
  const [first] = await eventsOf(harness, `account-${accountId}`);
  const evidence = (first?.data as { readonly evidence?: readonly Evidence[] } | undefined)?.evidence ?? [];
  const { answerDigest } = evidence.find(({ source }) => source === (by === 'token' ? 'certificate' : 'eidProvider'))!;
  return {
    harness,
    digest: answerDigest,
    audit: (change = {}, anchors = roots) =>
      new EvidenceAudit({
        ...harness.ports,
        ...change,
        signatureAudit: new PkiSignatureAudit(anchorsMadeHere(anchors)),
      }),
  };
}

const examined = async (audit: EvidenceAudit, digest: string): Promise<EvidenceAudited> =>
  accepted(await audit.examine(digest)).value;

/** The store with one piece changed. */
const changed = (
  { evidenceStore }: Ports,
  digest: string,
  change: (kept: KeptEvidence) => KeptEvidence | undefined,
): Partial<Ports> => ({
  evidenceStore: {
    put: (evidence) => evidenceStore.put(evidence),
    async find(wanted) {
      const kept = await evidenceStore.find(wanted);
      return kept !== undefined && wanted === digest ? change(kept) : kept;
    },
  },
});

describe('evidence of a signature', () => {
  it('is confirmed from the store alone, years later, with nobody to ask', async () => {
    const { harness, digest, audit } = await registered('token');
    harness.sandbox.controls.down('statusService');
    harness.clock.set(plus(harness.clock.now(), days(5 * 365)));
    const found = await examined(audit(), digest);
    expect(found).toMatchObject({
      digest,
      statement: { purpose: 'register', process: found.subject },
      statementHolds: true,
      verification: { kind: 'repeated', recorded: [], found: [], missing: [] },
      confirmed: true,
    });
    expect(found.verification).toHaveProperty('chain.length', 3);
  });

  it('is not confirmed under other anchors', async () => {
    const { digest, audit } = await registered('token');
    const found = await examined(audit({}, { public: [], government: roots.government }), digest);
    expect(found.confirmed).toBe(false);
    expect(found.verification).toMatchObject({ recorded: [], found: ['certificate.untrusted'] });
  });

  it('is not confirmed without the lists it stood on, and says which', async () => {
    const { harness, digest, audit } = await registered('token');
    const whole = await harness.ports.evidenceStore.find(digest);
    expect(whole?.content.kind).toBe('sealed');
    const lists = attachmentsOf(await harness.ports.personalData.open(whole!.content));
    expect(lists).toHaveLength(1);
    for (const change of [
      () => undefined,
      (kept: KeptEvidence) => ({ ...kept, content: { kind: 'clear', value: 'AAAA' } as const }),
    ]) {
      const found = await examined(audit(changed(harness.ports, lists[0]!, change)), digest);
      expect(found).toMatchObject({
        confirmed: false,
        verification: { recorded: [], found: ['revocation.noAnswer'], missing: lists },
      });
    }
  });

  it('that was changed is told from evidence that was not', async () => {
    const { harness, digest, audit } = await registered('token');
    const { personalData } = harness.ports;
    const opened = (await personalData.open((await harness.ports.evidenceStore.find(digest))!.content)) as {
      readonly value: string;
    };
    const forged = opened.value.replace('"register"', '"recover"');
    const subject = 'somebody';
    const content = await personalData.seal(subject, digest, forged);
    const answer = await audit(changed(harness.ports, digest, (kept) => ({ ...kept, content }))).examine(digest);
    expect(refused(answer).code).toBe('evidence.changed');
  });

  it('whose statement gives another nonce is not confirmed', async () => {
    const { harness, digest, audit } = await registered('token');
    const { personalData, digests, evidenceStore } = harness.ports;
    const opened = (await personalData.open((await evidenceStore.find(digest))!.content)) as {
      readonly value: string;
    };
    const forged = opened.value.replace('"register"', '"recover"');
    const other = evidenceDigest(forged, digests);
    await evidenceStore.put([{ digest: other, content: await personalData.seal('somebody', other, forged) }]);
    const found = await examined(audit(), other);
    expect(found).toMatchObject({ statementHolds: false, confirmed: false, verification: { found: [] } });
  });

  it('is gone with the key of its subject', async () => {
    const { harness, digest, audit } = await registered('token');
    const { subject } = await examined(audit(), digest);
    await harness.ports.personalData.erase(subject);
    expect(refused(await audit().examine(digest)).code).toBe('evidence.erased');
  });

  it.each(['', '00', 'f'.repeat(64)])('that there is none of (%p) is unknown', async (digest) => {
    const { audit } = await registered('token');
    expect(refused(await audit().examine(digest)).code).toBe('evidence.unknown');
  });

  it('of a list, which is nobody’s, is unknown as a decision', async () => {
    const { harness, digest, audit } = await registered('token');
    const [list] = attachmentsOf(
      await harness.ports.personalData.open((await harness.ports.evidenceStore.find(digest))!.content),
    );
    expect(refused(await audit().examine(list!)).code).toBe('evidence.unknown');
  });
});

describe('evidence of VNeID', () => {
  it('is kept as well, and cannot be repeated by a verifier of signatures', async () => {
    const { digest, audit } = await registered('vneid');
    const found = await examined(audit(), digest);
    expect(found).toMatchObject({ verification: { kind: 'unreadable' }, confirmed: false });
    expect(found.statement).toBeUndefined();
  });
});

describe('a login', () => {
  it('names the evidence it stood on, which is confirmed like any other', async () => {
    const { harness, audit } = await registered('token');
    await logInByToken(harness, harness.sandbox.cast.thao);
    const [login] = await allEvents(harness, 'LoggedIn');
    const found = await examined(audit(), login?.data.evidenceDigest ?? '');
    expect(found).toMatchObject({ statement: { purpose: 'login' }, statementHolds: true, confirmed: true });
  });

  it('by password stands on none', async () => {
    const harness = openCore();
    const person = harness.sandbox.cast.an;
    await register(harness, person);
    await logIn(harness, person);
    const [login] = await allEvents(harness, 'LoggedIn');
    expect(login?.data).not.toHaveProperty('evidenceDigest');
  });
});

describe('a registration', () => {
  it('keeps a list once, however many stand on it, and each one’s evidence under their own key', async () => {
    const harness = openCore();
    const { evidenceStore } = harness.ports;
    const digests: string[] = [];
    const counting = harness.restarted({
      ports: () => ({
        evidenceStore: {
          find: (digest) => evidenceStore.find(digest),
          async put(evidence) {
            digests.push(...evidence.map(({ digest }) => digest));
            await evidenceStore.put(evidence);
          },
        },
      }),
    });
    await registerByToken(counting, harness.sandbox.cast.thao);
    expect(digests).toHaveLength(2);
    await registerByToken(counting, harness.sandbox.cast.uyen);
    expect(digests).toHaveLength(3);
  });
});

/** The bundle inside the record names its lists, and does not repeat them. */
function attachmentsOf(opened: unknown): readonly string[] {
  const record = JSON.parse((opened as { readonly value: string }).value) as { readonly answer: string };
  const { answers } = JSON.parse(record.answer) as { readonly answers: readonly { key: string; digest: string }[] };
  return answers.filter(({ key }) => key.startsWith('crl ')).map(({ digest }) => digest);
}
