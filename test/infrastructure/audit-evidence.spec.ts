import { hash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { captchaOff } from '../../src/adapters/crypto/captcha-off.js';
import { authority, makeSandbox } from '../../src/adapters/sandbox/index.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { createDinhDanh } from '../../src/application/composition/create.js';
import { sandboxPolicy } from '../../src/application/policy/sandbox-policy.js';
import { makeActions } from '../../src/infrastructure/actions.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { recorder } from '../adapters/cli/support/recorder.js';
import { type CoreHarness, eventsOf, terms } from '../support/core-harness.js';
import { registerByToken } from '../support/proofs.js';

describe('dinhdanh audit evidence, over files', () => {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-evidence-'));
  const data = join(directory, 'data');
  let digest = '';

  beforeAll(async () => {
    const opened = openEmbedded({ directory: data, passwordHasher: makeUnsafePlainHasher() });
    const sandbox = makeSandbox({ size: 0, clock: opened.storage.clock });
    const core = createDinhDanh(
      { ...opened.storage, ...sandbox, captcha: captchaOff },
      {
        policy: sandboxPolicy(),
        terms,
        activationLink: 'https://portal.example/activate?token={token}',
        asker: 'test',
      },
    );
    const harness = { core, ports: opened.storage } as unknown as CoreHarness;
    const accountId = await registerByToken(harness, sandbox.cast.thao);
    const [registered] = await eventsOf(harness, `account-${accountId}`);
    if (registered?.type !== 'Registered') throw new Error('expected a registration');
    digest = registered.data.evidence.find(({ source }) => source === 'certificate')?.answerDigest ?? '';
    opened.close();
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  async function run(flags: Readonly<Record<string, string>>, of = digest) {
    const terminal = recorder();
    const code = await makeActions(terminal).auditEvidence(of, { data, ...flags });
    return { code, ...terminal.said };
  }

  it('confirms under the anchors of the sandbox, when told so', async () => {
    const { code, out } = await run({ sandbox: 'true' });
    expect([code, out.includes('khớp / confirmed')]).toEqual([0, true]);
  });

  it('confirms under pinned anchors, and not under others', async () => {
    const [root, other] = [authority('publicRoot').certificate, authority('governmentRoot').certificate];
    const pin = (der: Uint8Array): string => hash('sha256', der, 'hex');
    const file = join(directory, 'root.cer');
    writeFileSync(file, root);
    expect((await run({ anchorsPublic: file, anchorsPublicPins: pin(root) })).code).toBe(0);
    writeFileSync(file, other);
    const { code, out } = await run({ anchorsPublic: file, anchorsPublicPins: pin(other) });
    expect([code, out.includes('certificate.untrusted')]).toEqual([5, true]);
  });

  it('trusts nobody by itself', async () => {
    const { code, err } = await run({});
    expect([code, err.includes('--anchors-public')]).toEqual([2, true]);
  });

  it('knows no other evidence', async () => {
    expect((await run({ sandbox: 'true' }, '0'.repeat(64))).code).toBe(3);
    expect((await run({ sandbox: 'true', data: join(directory, 'elsewhere') })).code).toBe(3);
  });

  it('keeps the evidence sealed in its file', () => {
    const bytes = readFileSync(join(data, 'evidence.sqlite')).toString('latin1');
    expect(bytes).not.toContain('dinhdanh.proof.v1');
  });
});
