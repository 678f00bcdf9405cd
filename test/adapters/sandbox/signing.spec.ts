import {
  certificateOn,
  certificatesOf,
  issueCertificate,
  renewCertificate,
  signFor,
  signWith,
  type SandboxHolder,
  type SignOptions,
} from '../../../src/adapters/sandbox/index.js';
import { ocspLife } from '../../../src/adapters/sandbox/pki/status-service.js';
import type { SignatureResult } from '../../../src/application/ports/signing.port.js';
import { days, minutes, plus, seconds } from '../../../src/domain/kernel/instant.js';
import type { TrustAnchorSet } from '../../../src/domain/policy/edition.js';
import { parsePersonId } from '../../../src/domain/values/person-id.js';
import { testSandbox } from '../../support/test-sandbox.js';

const { sandbox, now, pass } = testSandbox();
const { cast, signatureVerifier, mobileSignatureService: sim, remoteSigningService: smartCa, eidProvider } = sandbox;

const challenge = 'dinhdanh:registration:r1:nonce';
const check = (signature: string, anchors: TrustAnchorSet = 'public', at = now()) =>
  signatureVerifier.verify({ challenge, origin: 'https://portal.example', signature, anchors, at });
const base64 = (bytes: Uint8Array): string => Buffer.from(bytes).toString('base64');
const failuresOf = (result: SignatureResult) => (result.kind === 'refused' ? result.failures : []);
const holderOf = async (holder: SandboxHolder, anchors?: TrustAnchorSet, options?: SignOptions) => {
  const result = await check(signFor(holder, challenge, options), anchors);
  if (result.kind === 'refused') throw new Error(result.failures.join());
  return result.holder;
};

describe('signatures in the sandbox', () => {
  it.each([
    ['xuan', 'public', ['certificate.expired']],
    ['yen', 'public', ['certificate.revoked']],
    ['sang', 'public', ['certificate.notYetValid']],
    ['tam', 'public', ['certificate.badSignature', 'certificate.untrusted']],
    ['dat', 'public', ['certificate.untrusted']],
    ['luaVang', 'public', ['certificate.untrusted']],
    ['banSaoMai', 'government', ['certificate.untrusted']],
    ['canhBuom', 'public', ['certificate.expired']],
    ['thao', 'public', []],
    ['soSaoMai', 'government', []],
    ['dat', 'government', []],
    ['lieu', 'public', []],
  ] as const)('of %s, for %s anchors, fail with %j', async (handle, anchors, failures) => {
    expect(failuresOf(await check(signFor(cast[handle], challenge), anchors))).toEqual(failures);
  });

  it.each(['usb', 'sim', 'smartCa'] as const)('travel in every form, from %s', async (carrier) => {
    for (const form of ['cms', 'cmsDetached', 'raw'] as const)
      expect(failuresOf(await check(signFor(cast.mayTrang, challenge, { carrier, form })))).toEqual([]);
  });

  it.each([
    ['tampered', 'cms', ['signature.invalid']],
    ['tampered', 'raw', ['signature.invalid']],
    ['wrongChallenge', 'cms', ['signature.wrongChallenge']],
    ['wrongChallenge', 'cmsDetached', ['signature.wrongChallenge']],
    // A bare signature does not say what it is of.
    ['wrongChallenge', 'raw', ['signature.invalid']],
    ['untrusted', 'cms', ['certificate.badSignature', 'certificate.untrusted']],
  ] as const)('can be made wrong on purpose: %s, as %s', async (fault, form, failures) => {
    expect(failuresOf(await check(signFor(cast.thao, challenge, { fault, form })))).toEqual(failures);
  });

  it('name every failure', async () => {
    const signature = signFor(cast.xuan, challenge, { fault: 'wrongChallenge' });
    expect(failuresOf(await check(signature, 'government'))).toEqual([
      'signature.wrongChallenge',
      'certificate.untrusted',
      'certificate.expired',
    ]);
  });

  it('do not verify when the certificate inside was changed', async () => {
    const certificate = Buffer.from(certificateOn(cast.thao, 'usb')!.der);
    const at = certificate.indexOf(cast.thao.name);
    certificate.write('K', at, 'latin1');
    const forged = { ...JSON.parse(signFor(cast.thao, challenge, { form: 'raw' })), certificate: base64(certificate) };
    expect(failuresOf(await check(JSON.stringify(forged)))).toEqual([
      'certificate.badSignature',
      'certificate.untrusted',
    ]);
  });

  it('are the same in every process, whatever the seed', async () => {
    const elsewhere = testSandbox({ seed: 'another' }).sandbox;
    const signature = signFor(elsewhere.cast.thao, challenge);
    expect((await check(signature)).kind).toBe('verified');
  });

  it('need a certificate', () => {
    expect(() => signFor(cast.an, challenge)).toThrow('an holds no such certificate');
    expect(() => signFor(cast.thao, challenge, { carrier: 'sim' })).toThrow('thao holds no such certificate');
  });
});

describe('certificates in the sandbox', () => {
  it.each([
    ['thao', 'public', { personIds: ['094189990024'], taxCodes: [], budgetCodes: [] }],
    ['vinh', 'public', { personIds: ['001081990026'], taxCodes: ['0199000017'], budgetCodes: [] }],
    ['cuong', 'public', { personIds: ['070990031'], taxCodes: [], budgetCodes: [] }],
    ['duy', 'public', { personIds: [], taxCodes: ['070088990032'], budgetCodes: [] }],
    ['mayTrang', 'public', { personIds: [], taxCodes: ['0199000017'], budgetCodes: [] }],
    ['mayTrangHue', 'public', { personIds: [], taxCodes: ['0199000017-001'], budgetCodes: [] }],
    ['soSaoMai', 'government', { personIds: [], taxCodes: ['0199000049'], budgetCodes: ['9900001'] }],
    ['phuongSaoMai', 'government', { personIds: [], taxCodes: [], budgetCodes: ['9900002'] }],
  ] as const)('of %s carry the numbers that name the holder', async (handle, anchors, numbers) => {
    const holder = await holderOf(cast[handle], anchors);
    expect(holder).toMatchObject({ name: cast[handle].name, ...numbers });
  });

  it('carry person numbers that the domain reads', () => {
    const bodies = sandbox.population.people.flatMap(certificatesOf).map(({ body }) => body);
    for (const { personIds } of bodies) for (const id of personIds) expect(parsePersonId(id).ok).toBe(true);
  });

  it('renewed, keep the identity and change the fingerprint', async () => {
    const [old, renewed] = certificatesOf(cast.lieu);
    expect(old!.body.personIds).toEqual(renewed!.body.personIds);
    expect(old!.body.serial).not.toBe(renewed!.body.serial);
    expect((await holderOf(cast.lieu)).summary.serial).toBe(renewed!.body.serial);
  });

  it('are on several carriers of one holder', async () => {
    const serials = await Promise.all(
      (['usb', 'sim', 'smartCa'] as const).map(
        async (carrier) => (await holderOf(cast.mayTrang, 'public', { carrier })).summary.serial,
      ),
    );
    expect(new Set(serials).size).toBe(3);
  });

  it('can be issued as a test needs them, and revoked', async () => {
    const world = testSandbox();
    const verify = (signature: string) =>
      world.sandbox.signatureVerifier.verify({
        challenge,
        origin: 'https://portal.example',
        signature,
        anchors: 'public',
        at: world.now(),
      });
    const certificate = issueCertificate({
      holder: cast.an.name,
      personIds: [cast.an.personalNumber],
      validFrom: now(),
      validUntil: plus(now(), days(30)),
    });
    const signature = signWith(certificate, challenge);
    expect((await verify(signature)).kind).toBe('verified');
    world.sandbox.revocations.revoke(certificate, plus(now(), minutes(1)));
    world.pass(minutes(1));
    // The answer from before is good for as long as it says.
    expect((await verify(signature)).kind).toBe('verified');
    world.pass(ocspLife);
    expect(failuresOf(await verify(signature))).toEqual(['certificate.revoked']);
    const next = renewCertificate(certificate);
    expect((await verify(signWith(next, challenge))).kind).toBe('verified');
    world.pass(days(30));
    expect(failuresOf(await verify(signWith(next, challenge)))).toEqual(['certificate.expired']);
  });

  it('are refused when nobody says whether they were revoked, or an authority was', async () => {
    const world = testSandbox();
    const { controls, revocations, signatureVerifier: verifier } = world.sandbox;
    const verify = (signature: string) =>
      verifier.verify({ challenge, origin: 'https://portal.example', signature, anchors: 'public', at: world.now() });
    controls.down('statusService');
    expect(failuresOf(await verify(signFor(cast.thao, challenge)))).toEqual(['revocation.noAnswer']);
    controls.up('statusService');
    expect(controls.calls('statusService').map(({ outcome }) => outcome)).toContain('unavailable');
    expect((await verify(signFor(cast.thao, challenge))).kind).toBe('verified');
    controls.answerNext('statusService', { kind: 'answered', bytes: Buffer.from('no answer') });
    expect(failuresOf(await verify(signFor(cast.vinh, challenge)))).toEqual(['revocation.malformed']);
    revocations.revokeAuthority('token', world.now());
    world.pass(days(1));
    expect(failuresOf(await verify(signFor(cast.thao, challenge)))).toEqual(['revocation.issuerRevoked']);
  });
});

describe('phones that sign', () => {
  const phone = cast.son.phones[0]!;

  it('show what is asked and for whom, and nothing once it is answered', async () => {
    await sim.start({ transactionId: 'p1', phone, challenge, prompt: 'Mã 4711' });
    expect(sim.screen(phone)).toEqual({ transactionId: 'p1', prompt: 'Mã 4711', holder: cast.son.name, since: now() });
    expect(sim.react(phone, 'timeout')).toBe(true);
    expect(await sim.status('p1')).toEqual({ kind: 'refused', failure: 'expired' });
    expect(sim.screen(phone)).toBeUndefined();
    expect(sim.react(phone, 'accept')).toBe(false);
  });

  it('can be set to answer at once', async () => {
    sim.always('accept');
    await sim.start({ transactionId: 'p2', phone, challenge, prompt: 'Mã 4712' });
    const signed = await sim.status('p2');
    sim.always(undefined);
    expect(signed.kind === 'signed' && (await check(signed.signature)).kind).toBe('verified');
    await sim.start({ transactionId: 'p3', phone, challenge, prompt: 'Mã 4713' });
    expect((await sim.status('p3')).kind).toBe('waiting');
    sim.react(phone, 'refuse');
  });

  it('sign with an expired certificate too: refusing it is for the verifier', async () => {
    const csv =
      'handle,personal_number,name,birth_date,phones,certificates\nut,001090998888,Trần Văn Út,1990,0951234567,sim:expired\n';
    const other = testSandbox({ csv }).sandbox;
    other.mobileSignatureService.always('accept');
    const own = other.population.person('ut')!.phones[0]!;
    await other.mobileSignatureService.start({ transactionId: 'p', phone: own, challenge, prompt: '' });
    const signed = await other.mobileSignatureService.status('p');
    expect(signed.kind === 'signed' && failuresOf(await check(signed.signature))).toEqual(['certificate.expired']);
  });
});

describe('the login page of SmartCA', () => {
  const page = () => smartCa.authorizeUrl({ state: 's 1', redirectUri: 'https://portal.example/cb?x=1' });

  it('sends the subscriber back with code and state, and keeps what the address had', async () => {
    const login = smartCa.logIn(cast.uyen.personalNumber, await page());
    expect(login.kind === 'redirect' && [...new URL(login.url).searchParams]).toEqual([
      ['x', '1'],
      ['code', expect.any(String)],
      ['state', 's 1'],
    ]);
  });

  it('lets in subscribers only, persons and organisations', async () => {
    expect(smartCa.logIn('an', await page())).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(smartCa.logIn('nobody', await page())).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(smartCa.logIn('uyen', 'https://sandbox.invalid/sandbox/smartca/authorize')).toEqual({
      kind: 'refused',
      reason: 'badRequest',
    });
    const handles = smartCa.subscribers().map(({ handle }) => handle);
    expect(handles).toEqual(expect.arrayContaining(['uyen', 'mayTrang']));
    expect(handles).not.toContain('an');
  });

  it('gives codes that live fifteen seconds', async () => {
    for (const [late, kind] of [
      [15, 'waiting'],
      [16, 'refused'],
    ] as const) {
      const login = smartCa.logIn('mayTrang', await page());
      pass(seconds(late));
      const code = login.kind === 'redirect' ? login.code : '';
      await smartCa.start({
        transactionId: `late ${late}`,
        code,
        redirectUri: 'https://portal.example/smartca',
        challenge,
        prompt: '',
      });
      expect((await smartCa.status(`late ${late}`)).kind).toBe(kind);
    }
    expect(smartCa.prompts('0199000017')).toHaveLength(1);
    pass(minutes(5));
    expect(smartCa.prompts('mayTrang')).toEqual([]);
  });

  it('lets the app answer the request that the person picks', async () => {
    for (const transactionId of ['a', 'b']) {
      const login = smartCa.logIn('uyen', await page());
      await smartCa.start({
        transactionId,
        code: login.kind === 'redirect' ? login.code : '',
        redirectUri: 'https://portal.example/smartca',
        challenge,
        prompt: transactionId,
      });
    }
    expect(smartCa.react('uyen', 'accept', 'b')).toBe(true);
    expect((await smartCa.status('a')).kind).toBe('waiting');
    expect((await smartCa.status('b')).kind).toBe('signed');
    expect(smartCa.react('uyen', 'accept', 'c')).toBe(false);
  });
});

describe('the login page of VNeID', () => {
  const redirectUri = 'https://portal.example/cb';
  const page = () => eidProvider.authorizeUrl({ state: 's', nonce: 'n', redirectUri });

  it('is at the address that the server has found for itself', async () => {
    let port = 0;
    const late = testSandbox({ baseUrl: () => `http://127.0.0.1:${port}` }).sandbox;
    port = 4711;
    const url = new URL(await late.eidProvider.authorizeUrl({ state: 's', nonce: 'n', redirectUri }));
    expect([url.host, url.pathname]).toEqual(['127.0.0.1:4711', '/sandbox/vneid/authorize']);
  });

  it('knows the level of the account', async () => {
    const login = eidProvider.logIn('lam', await page());
    const code = login.kind === 'redirect' ? login.code : '';
    expect(await eidProvider.redeem({ code, nonce: 'n', redirectUri })).toMatchObject({ eid: { level: 'eid1' } });
  });

  it('lets in people with an account, for organisations that they represent', async () => {
    expect(eidProvider.logIn('binh', await page())).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(eidProvider.logIn('lam', await page(), 'mayTrang')).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(eidProvider.logIn('loan', await page(), 'nobody')).toEqual({ kind: 'refused', reason: 'noAccount' });
    expect(eidProvider.logIn('lam', 'https://sandbox.invalid/')).toEqual({ kind: 'refused', reason: 'badRequest' });
    expect(eidProvider.organisationsOf('loan')).toEqual([cast.mayTrang]);
    expect(eidProvider.organisationsOf('nobody')).toEqual([]);
    expect(eidProvider.accounts()).toContain(cast.an);
    expect(eidProvider.accounts()).not.toContain(cast.binh);
  });
});
