import { hash } from '@node-rs/argon2';
import { argon2Costs } from '../../src/adapters/crypto/argon2-hasher.js';
import { makeUnsafePlainHasher } from '../../src/adapters/testing/plain-hasher.js';
import { createDinhDanh, type DinhDanh } from '../../src/application/composition/create.js';
import type { Caller } from '../../src/application/caller.js';
import type { Outcome } from '../../src/application/outcome/outcome.js';
import { makePolicyBook } from '../../src/domain/policy/policy-book.js';
import { sandboxEdition } from '../../src/domain/policy/editions/sandbox.js';
import { openEmbedded } from '../../src/infrastructure/embedded.js';
import { openDiskFloor } from '../lib/disk.js';
import { rate } from '../lib/measure.js';
import { instantPeers, PASSWORD, person } from '../lib/peers.js';
import type { Case, CaseOptions, Row } from '../lib/result.js';

const CALLERS = 32;
const terms = { edition: 'bench', digest: 'f'.repeat(64) };
const caller: Caller = { address: '127.0.0.1', agent: 'bench', channel: 'web', correlationId: 'bench' };

const must = <T>(outcome: Outcome<T>): T => {
  if (outcome.kind !== 'accepted') throw new Error(`${outcome.kind}: ${outcome.code}`);
  return outcome.value;
};

async function register(core: DinhDanh, index: number, codeSentTo: (phone: string) => string): Promise<void> {
  const { personId, phone } = person(index);
  const started = must(
    await core.registrations.start(
      {
        subject: 'citizen',
        method: 'mobileSubscriber',
        consent: terms,
        personId,
        name: 'Nguyễn Văn Thử',
        birthDate: '02/01/1990',
        phone,
      },
      caller,
    ),
  );
  const { registrationId } = started;
  must(await core.registrations.submit(registrationId, { kind: 'otp', code: codeSentTo(phone) }, caller));
  const password = { kind: 'password', password: PASSWORD, confirmation: PASSWORD } as const;
  must(await core.registrations.submit(registrationId, password, caller));
}

async function logIn(core: DinhDanh, index: number, codeSentTo: (phone: string) => string): Promise<void> {
  const { personId, phone } = person(index);
  const { loginToken } = must(await core.logins.start({ personId, password: PASSWORD }, caller));
  must(await core.logins.confirm(loginToken, codeSentTo(phone), caller));
}

/** Each index once, by so many callers at a time. */
async function all(count: number, work: (index: number) => Promise<void>): Promise<number> {
  let next = 0;
  const start = performance.now();
  const worker = async (): Promise<void> => {
    while (next < count) {
      next += 1;
      await work(next);
    }
  };
  await Promise.all(Array.from({ length: CALLERS }, worker));
  return (count / (performance.now() - start)) * 1_000;
}

const { memory, passes, lanes } = argon2Costs;
const bareHashes = (): Promise<number> =>
  rate(2_000, async () => {
    const one = () => hash(PASSWORD, { memoryCost: memory, timeCost: passes, parallelism: lanes });
    await Promise.all([one(), one()]);
    return 2;
  });

async function flows({ directory, effort }: CaseOptions, hashing: boolean): Promise<readonly Row[]> {
  const opened = openEmbedded({ directory, ...(!hashing && { passwordHasher: makeUnsafePlainHasher() }) });
  const { peers, codeSentTo } = instantPeers();
  const policy = makePolicyBook([sandboxEdition]);
  if (!policy.ok) throw new Error(policy.refusal.code);
  const core = createDinhDanh(
    { ...opened.storage, ...peers },
    { policy: policy.value, terms, activationLink: 'https://bench.invalid/{token}', asker: 'bench' },
  );
  const disk = openDiskFloor(directory);
  const count = Math.ceil((hashing ? 600 : 3_000) * effort);
  const floorOf = async () =>
    hashing
      ? { what: 'bare argon2id, two at a time', value: await bareHashes(), unit: 'hashes/s' }
      : { what: 'write + fdatasync of 8 KiB', value: await disk.rate(1_000 * effort), unit: 'writes/s' };
  const suffix = hashing ? 'hashed' : 'unhashed';
  const words = hashing ? 'with argon2id' : 'without hashing';
  const row = (id: string, what: string, value: number, floors: readonly Row['floor'][]): Row => {
    const mean = floors.reduce((sum, one) => sum + one.value, 0) / floors.length;
    return {
      id: `${id}-${suffix}`,
      what: `${what}, ${CALLERS} callers, ${words}`,
      value,
      unit: `${id}s/s`,
      floor: { ...(floors[0] as Row['floor']), value: mean },
      ratio: value / mean,
      ...(hashing && { target: 0.8 }),
    };
  };
  try {
    const before = await floorOf();
    const registrations = await all(count, (index) => register(core, index, codeSentTo));
    const between = await floorOf();
    const logins = await all(count, (index) => logIn(core, index, codeSentTo));
    const after = await floorOf();
    return [
      row('registration', 'registration by mobile, three calls', registrations, [before, between]),
      row('login', 'login by password and code, two calls', logins, [between, after]),
    ];
  } finally {
    await core.stop();
    disk.close();
    opened.close();
  }
}

export const flowsCase: Case = { name: 'flows', run: (options) => flows(options, false) };
export const flowsHashedCase: Case = { name: 'flows-hashed', run: (options) => flows(options, true) };
