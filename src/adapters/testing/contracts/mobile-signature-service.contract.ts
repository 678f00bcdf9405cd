import assert from 'node:assert/strict';
import type { MobileSignatureService } from '../../../application/ports/signing.port.js';
import type { Phone } from '../../../domain/values/phone.js';
import type { Contract } from '../contract.js';
import { outageCase, type MayFail } from './counterparty.js';

export interface MobileSignatureServiceSubject extends MayFail {
  readonly service: MobileSignatureService;
  /** A phone with a SIM that signs; nothing waits on it. */
  readonly phone: Phone;
  /** Another one. */
  readonly otherPhone: Phone;
  /** A phone whose SIM does not sign. */
  readonly plainPhone: Phone;
  /** The person answers what the phone shows now. */
  react(phone: Phone, reaction: 'accept' | 'refuse' | 'wrongPin'): Promise<void>;
  /** What the phone shows. */
  shown(phone: Phone): Promise<string | undefined>;
  /** Whether a signature is over this challenge. */
  isOver(signature: string, challenge: string): Promise<boolean>;
  /** For `lapse of time`: lets every request so far run out. */
  expire(): void | Promise<void>;
}

const request = (transactionId: string, phone: Phone) => ({
  transactionId,
  phone,
  challenge: `challenge of ${transactionId}`,
  prompt: 'Dang ky tai khoan, ma 4711',
});

/** What every service that signs by SIM must do. */
export const mobileSignatureServiceContract: Contract<MobileSignatureServiceSubject> = {
  port: 'mobileSignatureService',
  cases: [
    {
      title: 'waits until the person answers on the phone, which shows what is asked',
      async run({ service, phone, shown }) {
        await service.start(request('t1', phone));
        assert.equal((await service.status('t1')).kind, 'waiting');
        assert.equal(await shown(phone), request('t1', phone).prompt);
      },
    },
    {
      title: 'an accepted request yields a signature over the challenge, at every asking',
      async run({ service, phone, react, isOver }) {
        await service.start(request('t1', phone));
        await react(phone, 'accept');
        const [one, two] = [await service.status('t1'), await service.status('t1')];
        assert.ok(one.kind === 'signed' && two.kind === 'signed');
        assert.ok(await isOver(one.signature, 'challenge of t1'));
        assert.ok(!(await isOver(one.signature, 'challenge of t2')));
      },
    },
    {
      title: 'a refusal and a wrong PIN are told apart',
      async run({ service, phone, otherPhone, react }) {
        await service.start(request('t1', phone));
        await service.start(request('t2', otherPhone));
        await react(phone, 'refuse');
        await react(otherPhone, 'wrongPin');
        assert.deepEqual(await service.status('t1'), { kind: 'refused', failure: 'userRefused' });
        assert.deepEqual(await service.status('t2'), { kind: 'refused', failure: 'wrongPin' });
      },
    },
    {
      title: 'a SIM that does not sign is unknown',
      async run({ service, plainPhone }) {
        await service.start(request('t1', plainPhone));
        assert.deepEqual(await service.status('t1'), { kind: 'refused', failure: 'unknownSubscriber' });
      },
    },
    {
      title: 'a phone that is being asked already is busy, and the first request stands',
      async run({ service, phone, react }) {
        await service.start(request('t1', phone));
        await service.start(request('t2', phone));
        assert.deepEqual(await service.status('t2'), { kind: 'refused', failure: 'busy' });
        await react(phone, 'accept');
        assert.equal((await service.status('t1')).kind, 'signed');
      },
    },
    {
      title: 'the same transaction again asks nobody again',
      async run({ service, phone, react }) {
        await service.start(request('t1', phone));
        await react(phone, 'refuse');
        await service.start(request('t1', phone));
        assert.deepEqual(await service.status('t1'), { kind: 'refused', failure: 'userRefused' });
      },
    },
    {
      title: 'a request that nobody answers runs out, and the phone is free again',
      needs: 'lapse of time',
      async run({ service, phone, expire, react }) {
        await service.start(request('t1', phone));
        await expire();
        assert.deepEqual(await service.status('t1'), { kind: 'refused', failure: 'expired' });
        await service.start(request('t2', phone));
        await react(phone, 'accept');
        assert.equal((await service.status('t2')).kind, 'signed');
        assert.deepEqual(await service.status('t1'), { kind: 'refused', failure: 'expired' });
      },
    },
    {
      title: 'a transaction that it does not know is refused, never waiting',
      async run({ service }) {
        assert.equal((await service.status('never-started')).kind, 'refused');
      },
    },
    outageCase('mobileSignatureService', ({ service, phone }) => service.start(request('t1', phone))),
  ],
};
