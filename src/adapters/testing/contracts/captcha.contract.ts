import assert from 'node:assert/strict';
import type { Captcha } from '../../../application/ports/captcha.port.js';
import type { Contract } from '../contract.js';

export interface CaptchaSubject {
  readonly captcha: Captcha;
  /** Another process of the same deployment. */
  readonly elsewhere: Captcha;
  /** Does what a page does with a challenge. */
  solve(challenge: Readonly<Record<string, unknown>>): Promise<string>;
  /** Lets the life of every challenge so far run out. */
  expire(): void;
}

async function solved({ captcha, solve }: CaptchaSubject): Promise<string> {
  const challenge = await captcha.challenge();
  assert.ok(challenge !== undefined);
  // As it travels to a page.
  return solve(JSON.parse(JSON.stringify(challenge)) as Record<string, unknown>);
}

/** What every captcha must do; one that asks for nothing need only let everybody pass. */
export const captchaContract: Contract<CaptchaSubject> = {
  port: 'captcha',
  cases: [
    {
      title: 'asking for nothing, it lets every answer pass',
      needs: 'off switch',
      async run({ captcha }) {
        assert.equal(await captcha.challenge(), undefined);
        assert.equal(await captcha.verify(''), true);
      },
    },
    {
      title: 'a right answer passes once',
      needs: 'proof of work',
      async run(subject) {
        const answer = await solved(subject);
        assert.equal(await subject.captcha.verify(answer), true);
        assert.equal(await subject.captcha.verify(answer), false);
      },
    },
    {
      title: 'of parallel uses of one answer, in whichever process, one passes',
      needs: 'proof of work',
      async run(subject) {
        const answer = await solved(subject);
        const { captcha, elsewhere } = subject;
        const passed = await Promise.all([captcha, elsewhere, captcha, elsewhere].map((one) => one.verify(answer)));
        assert.equal(passed.filter(Boolean).length, 1);
      },
    },
    {
      title: 'answers to other challenges are not used up',
      needs: 'proof of work',
      async run(subject) {
        const [one, two] = [await solved(subject), await solved(subject)];
        assert.equal(await subject.captcha.verify(one), true);
        assert.equal(await subject.elsewhere.verify(two), true);
      },
    },
    {
      title: 'an expired answer does not pass',
      needs: 'proof of work',
      async run(subject) {
        const answer = await solved(subject);
        subject.expire();
        assert.equal(await subject.captcha.verify(answer), false);
      },
    },
    {
      title: 'what is no answer does not pass, and does no harm',
      needs: 'proof of work',
      async run({ captcha }) {
        const texts = [
          '',
          'x',
          '{}',
          'null',
          '[]',
          '{"challenge":null}',
          '{"challenge":{"parameters":{}},"solution":{}}',
        ];
        for (const text of [...texts, 'x'.repeat(100_000)]) {
          assert.equal(await captcha.verify(text), false);
          assert.equal(await captcha.verify(Buffer.from(text).toString('base64')), false);
        }
      },
    },
    {
      title: 'a forged answer does not pass',
      needs: 'proof of work',
      async run(subject) {
        const answer = await solved(subject);
        const text = Buffer.from(answer, 'base64').toString('utf8');
        const replace = (field: RegExp, by: string): string => Buffer.from(text.replace(field, by)).toString('base64');
        const forged = [
          replace(/"expiresAt":\d+/, '"expiresAt":99999999999'),
          replace(/"keyPrefix":"0+"/, '"keyPrefix":"f"'),
          replace(/"nonce":"../, '"nonce":"00'),
          replace(/"counter":\d+/, '"counter":1234567'),
        ];
        for (const one of forged) if (one !== answer) assert.equal(await subject.captcha.verify(one), false, one);
        assert.equal(await subject.captcha.verify(answer), true);
      },
    },
  ],
};
