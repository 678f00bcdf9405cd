import { solveChallenge } from 'altcha-lib';
import type { Challenge } from 'altcha-lib';
import { deriveKey } from 'altcha-lib/algorithms/sha';
import type { Captcha } from '../../src/application/ports/captcha.port.js';
import { makeAltchaCaptcha } from '../../src/adapters/crypto/altcha-captcha.js';
import { captchaOff } from '../../src/adapters/crypto/captcha-off.js';
import { MemoryRateLimits } from '../../src/adapters/memory/rate-limits.js';
import { captchaContract } from '../../src/adapters/testing/contracts/captcha.contract.js';
import { instant, minutes } from '../../src/domain/kernel/instant.js';
import { bindContract } from '../support/bind-contract.js';
import { testKey } from '../support/secret-key.js';

async function solve(challenge: Readonly<Record<string, unknown>>): Promise<string> {
  const solution = await solveChallenge({ challenge: challenge as unknown as Challenge, deriveKey });
  return Buffer.from(JSON.stringify({ challenge, solution })).toString('base64');
}

bindContract(
  captchaContract,
  'ALTCHA',
  () => {
    let ahead = 0;
    const life = minutes(5);
    const rateLimits = new MemoryRateLimits();
    const clock = { now: () => instant(Date.now() + ahead) };
    const make = (): Captcha => makeAltchaCaptcha({ key: testKey(4), rateLimits, clock, life, workDigits: 2 });
    return {
      subject: {
        captcha: make(),
        elsewhere: make(),
        solve,
        expire: () => {
          ahead += life;
        },
      },
      close: () => undefined,
    };
  },
  ['proof of work'],
);

bindContract(
  captchaContract,
  'off',
  () => ({
    subject: { captcha: captchaOff, elsewhere: captchaOff, solve, expire: () => undefined },
    close: () => undefined,
  }),
  ['off switch'],
);
