import fc from 'fast-check';
import { spellingOf } from '../../../src/adapters/testing/arbitraries/hostile-text.js';
import { emails } from '../../../src/adapters/testing/arbitraries/values.js';
import { parseEmail } from '../../../src/domain/values/email.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

describe('an e-mail address', () => {
  it.each([
    ['ba.le@example.vn', 'ba.le@example.vn'],
    ['  Ba.Le@EXAMPLE.VN \n', 'Ba.Le@example.vn'],
    ["o'neil+dvc_1@thu.example.org", "o'neil+dvc_1@thu.example.org"],
    ['ba＠example．vn', 'ba@example.vn'],
    ['ba\u200B@example.vn', 'ba@example.vn'],
    ['1@xn--ting-vit-7n0ec.example', '1@xn--ting-vit-7n0ec.example'],
    ['-@1.vn', '-@1.vn'],
  ])('[EMAIL-FORMAT] %j is %s: only the domain is lower-cased', (raw, value) => {
    expect(parseEmail(raw)).toEqual({ ok: true, value: { kind: 'email', value, raw, normaliser: 1 } });
  });

  it.each([
    ...[
      'ba',
      '@',
      'ba@',
      '@example.vn',
      'ba@vn',
      'ba@@example.vn',
      'ba@le@example.vn',
      '.ba@example.vn',
      'ba.@example.vn',
    ],
    ...['b..a@example.vn', 'ba le@example.vn', 'ba@example..vn', 'ba@-example.vn', 'ba@example-.vn', 'ba@example.vn.'],
    ...['ba@192.0.2.1', 'ba@[192.0.2.1]', '"ba"@example.vn', 'Ba <ba@example.vn>', 'bá@example.vn', 'ba@tiếng.vn'],
    ...['ba@example.vn\r\nBcc: x@example.vn', 'ba\u0000@example.vn', 'ba@exam_ple.vn', 'ba@\u212Aelvin.vn', 'ba@ſ.vn'],
  ])('[EMAIL-FORMAT] refuses %j', (raw) => {
    expect(refusalOf(parseEmail(raw)).code).toBe('email.format');
  });

  it.each(['', ' ', '\uFEFF\n'])('says that nothing was typed for %j', (raw) => {
    expect(refusalOf(parseEmail(raw)).code).toBe('email.missing');
  });

  it('[EMAIL-FORMAT] has at most 254 characters, 64 of them before the @', () => {
    const label = 'a'.repeat(63);
    const domain = `${label}.${label}.${label}`;
    expect(parseEmail(`${'b'.repeat(62)}@${domain}`).ok).toBe(true);
    expect(refusalOf(parseEmail(`${'b'.repeat(63)}@${domain}`)).code).toBe('email.tooLong');
    expect(parseEmail(`${'b'.repeat(64)}@example.vn`).ok).toBe(true);
    expect(refusalOf(parseEmail(`${'b'.repeat(65)}@example.vn`)).code).toBe('email.tooLong');
    expect(refusalOf(parseEmail(`${'b'.repeat(600)}@example.vn`)).code).toBe('email.tooLong');
    expect(refusalOf(parseEmail(`b@${label}a.vn`)).code).toBe('email.format');
  });

  it('[EMAIL-FORMAT] is the same address with invisible and full-width characters in it', () => {
    const spelled = emails().chain((email) =>
      fc.tuple(fc.constant(email), spellingOf(email, ['\u200B', '\u2060', '\uFEFF', '\u00AD'])),
    );
    fc.assert(
      fc.property(spelled, ([email, spelling]) => valueOf(parseEmail(spelling)) === email),
      { numRuns: runs },
    );
  });
});
