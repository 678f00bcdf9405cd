import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import {
  type ShownCertificate,
  signCommand,
  type SigningTool,
  type Told,
} from '../../../src/adapters/cli/sign-command.js';
import { exitCodes } from '../../../src/adapters/cli/terminal.js';
import { recorder } from './support/recorder.js';

const certificate: ShownCertificate = {
  token: 'Token',
  slot: 0,
  label: 'Ký số',
  holder: 'NGUYỄN VĂN AN\u001B[2J',
  issuer: 'Mây Xanh CA',
  serial: '0a0b',
  validFrom: Date.UTC(2026, 0, 1),
  validUntil: Date.UTC(2028, 0, 1),
};
const pin = '824613';

async function sign(challenge: string | undefined, flags: Readonly<Record<string, string>>, answer?: Told<string>) {
  const asked: unknown[] = [];
  const tool: SigningTool = {
    list: async (ask) => {
      asked.push(ask);
      return { ok: true, value: [certificate] };
    },
    sign: async (ask, pinFrom, show) => {
      asked.push(ask);
      show(certificate);
      asked.push(await pinFrom());
      return answer ?? { ok: true, value: 'c2lnbmF0dXJl' };
    },
  };
  const terminal = recorder();
  const pins: unknown[] = [];
  const code = await signCommand(
    challenge,
    { pkcs11: 'm.so', ...flags },
    {
      tool,
      terminal,
      readPin: async (from) => {
        pins.push(from);
        return { ok: true, pin: Buffer.from(pin) };
      },
    },
  );
  return { code, asked, pins, ...terminal.said };
}

describe('dinhdanh sign', () => {
  it('prints what the step takes, and to the person whose certificate it is', async () => {
    const { code, out, err } = await sign('abc=', {});
    expect([code, out]).toEqual([exitCodes.done, '{"kind":"signature","signature":"c2lnbmF0dXJl"}\n']);
    expect(err).toContain('NGUYỄN VĂN AN');
    expect(err).toContain('2026-01-01 07:00:00');
    expect(err).toContain('2028-01-01 07:00:00');
    expect(err).toContain('Mây Xanh CA');
    expect(out + err).not.toContain('\u001B');
    expect(out + err).not.toContain(pin);
  });

  it('prints the signature alone when that is asked for', async () => {
    expect((await sign('abc=', { print: 'signature' })).out).toBe('c2lnbmF0dXJl\n');
  });

  it('hands on what is to be signed, with which key, and how', async () => {
    const flags = { slot: '7', tokenLabel: 'T', certificate: '0a', keyLabel: 'K', hash: 'sha384', padding: 'pss' };
    const { asked, pins } = await sign(' abc=\n', { ...flags, format: 'web-eid', origin: 'https://p', pinEnv: 'P' });
    expect(asked[0]).toEqual({
      module: 'm.so',
      challenge: 'abc=',
      format: 'web-eid',
      slot: 7,
      tokenLabel: 'T',
      certificate: '0a',
      keyLabel: 'K',
      origin: 'https://p',
      choice: { hash: 'sha384', pss: true },
    });
    expect(pins).toEqual([{ env: 'P' }]);
    expect((await sign('abc=', { pinFile: 'f' })).pins).toEqual([{ file: 'f' }]);
    expect((await sign('abc=', {})).asked[0]).toEqual({ module: 'm.so', challenge: 'abc=', format: 'cms', choice: {} });
  });

  it('reads the challenge from a file', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-challenge-'));
    try {
      writeFileSync(join(directory, 'challenge'), 'abc=\n');
      const { asked } = await sign(undefined, { challengeFile: join(directory, 'challenge') });
      expect(asked[0]).toMatchObject({ challenge: 'abc=' });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('lists certificates without asking for anything', async () => {
    const { code, out, pins } = await sign(undefined, { list: 'true' });
    expect([code, pins]).toEqual([exitCodes.done, []]);
    for (const text of ['NGUYỄN VĂN AN', 'Mây Xanh CA', '2028-01-01 07:00:00', '0a0b', 'Ký số'])
      expect(out).toContain(text);
    expect(out).not.toContain('\u001B');
  });

  it.each<[what: string, challenge: string | undefined, flags: Readonly<Record<string, string>>]>([
    ['no challenge', undefined, {}],
    ['two challenges', 'abc=', { challengeFile: 'f' }],
    ['an empty challenge', ' ', {}],
    ['a file that is not there', undefined, { challengeFile: join(tmpdir(), 'no-such-file') }],
    ['an unknown format', 'abc=', { format: 'xml' }],
    ['Web eID without an origin', 'abc=', { format: 'web-eid' }],
    ['a slot that is no number', 'abc=', { slot: '-1' }],
    ['a weak digest', 'abc=', { hash: 'sha1' }],
    ['an unknown padding', 'abc=', { padding: 'oaep' }],
    ['something else to print', 'abc=', { print: 'pin' }],
  ])('ends with 2 for %s, before any token is touched', async (_what, challenge, flags) => {
    const { code, asked, out, err } = await sign(challenge, flags);
    expect([code, asked, out]).toEqual([exitCodes.usage, [], '']);
    expect(err).toMatch(/\S\n$/);
  });

  it.each([
    ['token.pinWrong', exitCodes.refused, /Mã PIN không đúng[\s\S]*The PIN is wrong/],
    ['token.pinLocked', exitCodes.refused, /đã bị khóa[\s\S]*is locked/],
    ['token.notPresent', exitCodes.notFound, /Không tìm thấy USB[\s\S]*There is no token/],
    ['token.noCertificate', exitCodes.notFound, /không chứa chứng thư số[\s\S]*holds no certificate/],
    ['token.severalCertificates', exitCodes.usage, /nhiều chứng thư số[\s\S]*several certificates/],
    ['token.moduleUnreadable', exitCodes.usage, /Không nạp được[\s\S]*cannot be loaded/],
  ])('says %s in both languages, with its code', async (failure, exit, message) => {
    const facts = { ckr: '0xa0', certificates: ['0a: Ký số, NGUYỄN VĂN AN\u001B[2J'] };
    const { code, out, err } = await sign('abc=', {}, { ok: false, code: failure, facts });
    expect([code, out]).toEqual([exit, '']);
    expect(err).toMatch(message);
    expect(err).toContain(`(${failure}, ckr=0xa0)\n  0a: Ký số, NGUYỄN VĂN AN`);
    expect(err).not.toContain('\u001B');
    expect(err).not.toContain(pin);
  });
});
