import assert from 'node:assert/strict';
import type { RemoteSigningService } from '../../../application/ports/signing.port.js';
import type { Contract } from '../contract.js';
import { outageCase, type MayFail } from './counterparty.js';

export interface RemoteSigningServiceSubject extends MayFail {
  readonly service: RemoteSigningService;
  readonly redirectUri: string;
  /** Does what a subscriber does on the page at this address, and returns the code of the redirect. */
  logIn(pageUrl: string): Promise<string>;
  /** The subscriber answers the oldest request in the app. */
  react(reaction: 'accept' | 'refuse' | 'wrongPin'): Promise<void>;
  /** What the app shows, oldest first. */
  shown(): Promise<readonly string[]>;
  /** Whether a signature is over this challenge. */
  isOver(signature: string, challenge: string): Promise<boolean>;
  /** For `lapse of time`: lets every code and request so far run out. */
  expire(): void | Promise<void>;
}

async function codeOf({ service, redirectUri, logIn }: RemoteSigningServiceSubject): Promise<string> {
  return logIn(await service.authorizeUrl({ state: 'state-1', redirectUri }));
}

const request = (transactionId: string, code: string, redirectUri: string) => ({
  transactionId,
  code,
  redirectUri,
  challenge: `challenge of ${transactionId}`,
  prompt: `Đăng ký tài khoản (${transactionId})`,
});

/** What every remote signing service must do. */
export const remoteSigningServiceContract: Contract<RemoteSigningServiceSubject> = {
  port: 'remoteSigningService',
  cases: [
    {
      title: 'sends the person to a page that knows the state and where to come back to',
      async run({ service, redirectUri }) {
        const page = new URL(await service.authorizeUrl({ state: 'state-1', redirectUri }));
        const told = ['response_type', 'state', 'redirect_uri'].map((name) => page.searchParams.get(name));
        assert.deepEqual(told, ['code', 'state-1', redirectUri]);
      },
    },
    {
      title: 'asks in the app, and waits',
      async run(subject) {
        await subject.service.start(request('t1', await codeOf(subject), subject.redirectUri));
        assert.equal((await subject.service.status('t1')).kind, 'waiting');
        assert.deepEqual(await subject.shown(), [request('t1', '', '').prompt]);
      },
    },
    {
      title: 'an accepted request yields a signature over the challenge, at every asking',
      async run(subject) {
        await subject.service.start(request('t1', await codeOf(subject), subject.redirectUri));
        await subject.react('accept');
        const [one, two] = [await subject.service.status('t1'), await subject.service.status('t1')];
        assert.ok(one.kind === 'signed' && two.kind === 'signed');
        assert.ok(await subject.isOver(one.signature, 'challenge of t1'));
        assert.ok(!(await subject.isOver(one.signature, 'challenge of t2')));
      },
    },
    {
      title: 'a refusal and a wrong PIN are told apart, request by request',
      async run(subject) {
        await subject.service.start(request('t1', await codeOf(subject), subject.redirectUri));
        await subject.service.start(request('t2', await codeOf(subject), subject.redirectUri));
        await subject.react('refuse');
        await subject.react('wrongPin');
        assert.deepEqual(await subject.service.status('t1'), { kind: 'refused', failure: 'userRefused' });
        assert.deepEqual(await subject.service.status('t2'), { kind: 'refused', failure: 'wrongPin' });
      },
    },
    {
      title: 'a code is good for one transaction, and one that was never given for none',
      async run(subject) {
        const code = await codeOf(subject);
        await subject.service.start(request('t1', code, subject.redirectUri));
        await subject.service.start(request('t2', code, subject.redirectUri));
        await subject.service.start(request('t3', 'made-up', subject.redirectUri));
        assert.equal((await subject.service.status('t1')).kind, 'waiting');
        assert.deepEqual(await subject.service.status('t2'), { kind: 'refused', failure: 'failed' });
        assert.deepEqual(await subject.service.status('t3'), { kind: 'refused', failure: 'failed' });
        assert.equal((await subject.shown()).length, 1);
      },
    },
    {
      title: 'the same transaction again asks nobody again',
      async run(subject) {
        const code = await codeOf(subject);
        await subject.service.start(request('t1', code, subject.redirectUri));
        await subject.react('refuse');
        await subject.service.start(request('t1', code, subject.redirectUri));
        assert.deepEqual(await subject.service.status('t1'), { kind: 'refused', failure: 'userRefused' });
      },
    },
    {
      title: 'a code that came too late starts nothing',
      needs: 'lapse of time',
      async run(subject) {
        const code = await codeOf(subject);
        await subject.expire();
        await subject.service.start(request('t1', code, subject.redirectUri));
        assert.deepEqual(await subject.service.status('t1'), { kind: 'refused', failure: 'expired' });
      },
    },
    {
      title: 'a request that nobody answers runs out',
      needs: 'lapse of time',
      async run(subject) {
        await subject.service.start(request('t1', await codeOf(subject), subject.redirectUri));
        await subject.expire();
        assert.deepEqual(await subject.service.status('t1'), { kind: 'refused', failure: 'expired' });
        assert.deepEqual(await subject.shown(), []);
      },
    },
    {
      title: 'a transaction that it does not know is refused, never waiting',
      async run({ service }) {
        assert.equal((await service.status('never-started')).kind, 'refused');
      },
    },
    outageCase('remoteSigningService', (subject) => subject.service.start(request('t1', 'any', subject.redirectUri))),
  ],
};
