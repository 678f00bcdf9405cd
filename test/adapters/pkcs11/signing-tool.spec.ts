import { ckf, ckm, ckr } from '../../../src/adapters/pkcs11/cryptoki/constants.js';
import { Pkcs11SigningTool, type PinSource, type SigningRequest } from '../../../src/adapters/pkcs11/signing-tool.js';
import { check, TokenFailure } from '../../../src/adapters/pkcs11/token-failure.js';
import { TokenModule } from '../../../src/adapters/pkcs11/token-module.js';
import { forgeKey } from '../pki/support/forged-keys.js';
import { type FakeModule, fakeModule, type FakeToken } from './support/fake-module.js';
import { holder } from './support/token-holders.js';

const ec = holder('NGUYỄN VĂN AN', 'p256');
const pin = '824613';
const pinGiven: PinSource = async () => ({ ok: true, pin: Buffer.from(pin) });

const never: PinSource = async () => {
  throw new Error('asked');
};

async function signed(
  token: Partial<FakeToken>,
  request: Partial<SigningRequest> = {},
  pinFrom: PinSource = pinGiven,
): Promise<{ code: string; module: FakeModule; facts: object }> {
  const module = fakeModule({ certificate: ec, pin, ...token });
  const tool = new Pkcs11SigningTool(async () => TokenModule.start(module));
  const asked: SigningRequest = { module: 'fake', challenge: 'abc=', format: 'raw', ...request };
  const answer = await tool.sign(asked, pinFrom, () => undefined);
  return answer.ok ? { code: 'signed', module, facts: {} } : { ...answer, module };
}

describe('a token', () => {
  it.each<[code: string, token: Partial<FakeToken>]>([
    ['token.pinLocked', { flags: ckf.USER_PIN_LOCKED }],
    ['token.pinLocked', { returns: { C_Login: ckr.PIN_LOCKED } }],
    ['token.pinWrong', { pin: '111111' }],
    ['token.pinWrong', { returns: { C_Login: ckr.PIN_INVALID } }],
    ['token.pinLength', { returns: { C_Login: ckr.PIN_LEN_RANGE } }],
    ['token.pinExpired', { returns: { C_Login: ckr.PIN_EXPIRED } }],
    ['token.pinNotSet', { withoutPin: true }],
    ['token.cancelled', { returns: { C_Login: ckr.FUNCTION_CANCELED } }],
    ['token.notPresent', { isInitialized: false }],
    ['token.notPresent', { returns: { C_GetTokenInfo: ckr.TOKEN_NOT_PRESENT } }],
    ['token.notPresent', { returns: { C_OpenSession: ckr.DEVICE_REMOVED } }],
    ['token.mechanismMissing', { mechanisms: [ckm.RSA_PKCS] }],
    ['token.mechanismMissing', { returns: { C_SignInit: ckr.MECHANISM_INVALID } }],
    ['token.keyUnsupported', { certificate: holder('AN', 'p192') }],
    ['token.keyUnsupported', { certificate: holder('AN', 'rsa1024') }],
    ['token.failed', { returns: { C_Initialize: 0x05 } }],
    ['token.failed', { returns: { C_Sign: ckr.DEVICE_ERROR } }],
    ['token.failed', { returns: { C_FindObjects: 0x05 } }],
  ])('says %s: %j', async (code, token) => {
    const answer = await signed(token);
    expect(answer.code).toBe(code);
    expect(JSON.stringify(answer.facts)).not.toContain(pin);
  });

  it.each(['token.pinNeeded', 'token.pinUnreadable', 'token.cancelled'] as const)(
    'is not logged in to when no PIN comes: %s',
    async (code) => {
      const { module, ...answer } = await signed({}, {}, async () => ({ ok: false, code }));
      expect(answer.code).toBe(code);
      expect(module.calls).not.toContain('C_Login');
    },
  );

  it('is not asked for more after a locked PIN', async () => {
    const { module } = await signed({ flags: ckf.USER_PIN_LOCKED });
    expect(module.calls).not.toContain('C_Login');
  });

  it('asks for the PIN on its own keypad when it has one', async () => {
    const { code, module } = await signed({ flags: ckf.PROTECTED_AUTHENTICATION_PATH }, {}, never);
    expect(code).toBe('signed');
    expect(module.calls).toContain('user keypad');
  });

  it('asks nobody for a PIN that the token does not want', async () => {
    const { code, module } = await signed({ withoutLogin: true, withoutPin: true }, {}, never);
    expect([code, module.calls.includes('C_Login')]).toEqual(['signed', false]);
  });

  it('gets the PIN again for a key that wants it before each use', async () => {
    const { code, module } = await signed({ alwaysAuthenticate: true });
    expect(code).toBe('signed');
    expect(module.calls.filter((call) => call.endsWith(' PIN'))).toEqual(['user PIN', 'key PIN']);
  });

  it.each([
    ['digests here where it can', [ckm.RSA_PKCS, ckm.SHA256_RSA_PKCS], `mechanism ${ckm.RSA_PKCS} over 51`],
    ['lets the token digest where it must', [ckm.SHA256_RSA_PKCS], `mechanism ${ckm.SHA256_RSA_PKCS} over 4`],
  ])('%s', async (_what, mechanisms, call) => {
    const { code, module } = await signed({ certificate: holder('AN', 'rsa2048'), mechanisms });
    expect(code).toBe('signed');
    expect(module.calls).toContain(call);
  });

  it('is understood with words of four bytes, as on Windows', async () => {
    expect((await signed({ wordSize: 4 })).code).toBe('signed');
    expect((await signed({ wordSize: 4, certificate: holder('AN', 'rsa2048') }, { choice: { pss: true } })).code).toBe(
      'signed',
    );
  });

  it.each([{}, { pin: '111111' }, { returns: { C_Sign: ckr.DEVICE_ERROR } }])(
    'is left closed and the module ended, whatever happens: %j',
    async (token) => {
      const { module } = await signed(token);
      expect(module.calls.slice(-2)).toEqual(['C_CloseSession', 'C_Finalize']);
      const login = module.calls.some((call) => call === 'user PIN') && !('pin' in token);
      expect(module.calls.includes('C_Logout')).toBe(login);
    },
  );

  it('leaves a module running that somebody else had started', async () => {
    const { code, module } = await signed({ returns: { C_Initialize: ckr.CRYPTOKI_ALREADY_INITIALIZED } });
    expect(code).toBe('signed');
    expect(module.calls).not.toContain('C_Finalize');
  });

  it('passes over objects that are no certificates', async () => {
    const broken = { ...ec, der: Buffer.from('no certificate'), key: forgeKey() };
    expect((await signed({ certificate: broken })).code).toBe('token.noCertificate');
  });
});

describe('a return value of PKCS#11', () => {
  it('is told by its number where it has no name of its own', () => {
    expect(() => check(0x80000001, 'C_Sign')).toThrow(
      expect.objectContaining({ code: 'token.failed', facts: { called: 'C_Sign', ckr: '0x80000001' } }),
    );
    expect(() => check(ckr.OK, 'C_Sign')).not.toThrow();
    expect(new TokenFailure('token.failed').message).toBe('token.failed');
  });
});
