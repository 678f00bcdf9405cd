import { authority, certificateOn } from '../../../../src/adapters/sandbox/index.js';
import { Pkcs11SigningTool, type ProofFormat } from '../../../../src/adapters/pkcs11/signing-tool.js';
import { skipped } from '../../../support/skip.js';
import { makeSoftToken, noSoftToken, type SoftToken } from '../../pkcs11/support/soft-token.js';
import { start, step } from '../support/acts.js';
import { startWorld, type World } from '../support/world.js';
import { told } from './support.js';

const tool = new Pkcs11SigningTool();

/** As `dinhdanh sign` does, from its flags to the body of the step. */
async function signature(token: SoftToken, certificate: string, challenge: string, format: ProofFormat) {
  const request = { module: token.module, challenge, format, certificate, origin: 'http://portal.example' };
  const pin = async () => ({ ok: true as const, pin: Buffer.from(token.pin) });
  const answer = await tool.sign(request, pin, () => undefined);
  if (!answer.ok) throw new Error(answer.code);
  return { kind: 'signature', signature: answer.value } as const;
}

const suite = (token: SoftToken): void => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
    const { mayTrang, soSaoMai, uyen } = world.sandbox.cast;
    for (const [holder, id] of [
      [uyen, '01'],
      [mayTrang, '02'],
      [soSaoMai, '03'],
    ] as const) {
      const certificate = certificateOn(holder, 'usb');
      if (certificate === undefined) throw new Error(`${holder.handle} has no token`);
      token.put(certificate, { id, label: holder.handle });
    }
    for (const [at, id] of (['token', 'agencies'] as const).entries())
      token.put({ der: authority(id).certificate, key: authority(id).key }, { id: `a${at}`, label: id, key: false });
  });
  afterAll(() => world.close());

  const registered = async (subject: string, certificate: string, format: ProofFormat) => {
    const started = await start(world, { subject, method: 'usbToken' });
    const proof = await signature(token, certificate, started.body.due.challenge, format);
    const proved = await step(world, started, proof);
    if (proved.status !== 200) return proved;
    const email = subject === 'enterprise' ? { email: 'vanthu@maytrang.example' } : {};
    return step(world, started, { kind: 'holderConfirmation', ...email });
  };

  it.each([
    ['citizen', '01', 'web-eid'],
    ['enterprise', '02', 'raw'],
    ['agency', '03', 'cms'],
  ] as const)('registers and logs in by %s', async (subject, certificate, format) => {
    const { status, body } = await registered(subject, certificate, format);
    expect([status, body.status]).toEqual([200, 'registered']);
    const asked = (await world.post('/v1/logins/proofs', { subject, method: 'usbToken' })).body;
    const proof = await signature(token, certificate, asked.due.challenge, 'cms');
    const answer = await world.post('/v1/logins/proofs/answer', { loginToken: asked.loginToken, ...proof });
    expect([answer.status, answer.body.kind]).toEqual([200, 'loggedIn']);
  });

  it('does not take a signature for one registration in another', async () => {
    const one = await start(world, { method: 'usbToken' });
    const other = await start(world, { method: 'usbToken' });
    const proof = await signature(token, '01', one.body.due.challenge, 'cms');
    expect(told(await step(world, other, proof))).toEqual([422, 'signature.wrongChallenge']);
  });

  it('registers nobody twice', async () => {
    expect(told(await registered('citizen', '01', 'cms'))).toEqual([409, 'registration.duplicate']);
  });

  it('refuses an enterprise’s certificate for an agency', async () => {
    expect(told(await registered('agency', '02', 'cms'))).toEqual([422, 'certificate.untrusted']);
  });
};

describe('a token of SoftHSM2, over REST', () => {
  if (noSoftToken !== undefined) {
    skipped('registers and logs in', noSoftToken);
    return;
  }
  const token = makeSoftToken('Portal');
  afterAll(() => token.remove());
  suite(token);
});
