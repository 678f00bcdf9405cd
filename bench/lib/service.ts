import { createHash } from 'node:crypto';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import type { Caller } from '../../src/application/caller.js';
import { createDinhDanh, type DinhDanh } from '../../src/application/composition/create.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import { makePolicyBook } from '../../src/domain/policy/policy-book.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import type { OpenedStorage } from '../../src/infrastructure/storage.js';
import { instantPeers } from './peers.js';
import { BIRTH_DATE, CODE, NAME, PASSWORD, person } from './people.js';

export const termsText = { title: 'Benchmark', text: 'Nothing is agreed to here.' };
export const terms = { edition: 'bench', digest: createHash('sha256').update(termsText.text).digest('hex') };

/** What a person does, whole: the calls one after the other. */
export interface Flows {
  register(index: number): Promise<void>;
  logIn(index: number): Promise<void>;
}

export interface BenchService {
  readonly core: DinhDanh;
  /** Without HTTP. */
  readonly flows: Flows;
  close(): Promise<void>;
}

/** The core over the embedded stores, as a service runs it; only counterparties and codes are made up. */
export const openService = (directory: string, hashing: boolean): BenchService =>
  serviceOver(openEmbedded({ directory, ...(!hashing && { passwordHasher: makeUnsafePlainHasher() }) }));

/** The same over any stores, which it closes. */
export function serviceOver(opened: Pick<OpenedStorage, 'storage' | 'close'>): BenchService {
  const policy = makePolicyBook([sandboxEdition]);
  if (!policy.ok) throw new Error(policy.refusal.code);
  const { storage } = opened;
  const ids = { ...storage.ids, digits: () => CODE };
  const core = createDinhDanh(
    { ...storage, ...instantPeers, ids },
    {
      policy: policy.value,
      terms,
      activationLink: 'https://bench.invalid/{token}',
      asker: 'bench',
      onError: (error) => {
        throw error;
      },
    },
  );
  return {
    core,
    flows: flowsOf(core),
    async close() {
      await core.stop();
      opened.close();
    },
  };
}

const caller: Caller = { address: '127.0.0.1', agent: 'bench', channel: 'web', correlationId: 'bench' };

function flowsOf({ registrations, logins }: DinhDanh): Flows {
  return {
    async register(index) {
      const { personId, phone } = person(index);
      const form = { personId, name: NAME, birthDate: BIRTH_DATE, phone };
      const { registrationId } = must(
        await registrations.start({ subject: 'citizen', method: 'mobileSubscriber', consent: terms, ...form }, caller),
      );
      must(await registrations.submit(registrationId, { kind: 'otp', code: CODE }, caller));
      const password = { kind: 'password', password: PASSWORD, confirmation: PASSWORD } as const;
      const { status } = must(await registrations.submit(registrationId, password, caller));
      if (status !== 'registered') throw new Error('A registration must end registered');
    },
    async logIn(index) {
      const { personId } = person(index);
      const { loginToken } = must(await logins.start({ personId, password: PASSWORD }, caller));
      must(await logins.confirm(loginToken, CODE, caller));
    },
  };
}

function must<T>(outcome: Outcome<T>): T {
  if (outcome.kind !== 'accepted') throw new Error(`${outcome.kind}: ${outcome.code}`);
  return outcome.value;
}
