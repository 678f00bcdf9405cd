import { MemoryChallenges } from '../../../src/adapters/memory/challenges.js';
import { MemoryIdempotency } from '../../../src/adapters/memory/idempotency.js';
import { MemoryOutbox } from '../../../src/adapters/memory/outbox.js';
import { MemoryRateLimits } from '../../../src/adapters/memory/rate-limits.js';
import { MemorySessions } from '../../../src/adapters/memory/sessions.js';
import type { Contract } from '../../../src/adapters/testing/contract.js';
import { challengesContract } from '../../../src/adapters/testing/contracts/challenges.contract.js';
import { idempotencyContract } from '../../../src/adapters/testing/contracts/idempotency.contract.js';
import { outboxContract } from '../../../src/adapters/testing/contracts/outbox.contract.js';
import { rateLimitsContract } from '../../../src/adapters/testing/contracts/rate-limits.contract.js';
import { sessionsContract } from '../../../src/adapters/testing/contracts/sessions.contract.js';
import type { Challenges } from '../../../src/application/ports/challenges.port.js';
import type { Idempotency } from '../../../src/application/ports/idempotency.port.js';
import type { Outbox } from '../../../src/application/ports/outbox.port.js';
import type { RateLimits } from '../../../src/application/ports/rate-limits.port.js';
import type { Sessions } from '../../../src/application/ports/sessions.port.js';
import { instant, milliseconds, plus } from '../../../src/domain/kernel/instant.js';

/** An adapter with some methods replaced; the others work. */
function spoiled<Port extends object>(honest: Port, change: (honest: Port) => Partial<Port>): Port {
  const changed = change(honest);
  return new Proxy(honest, {
    get(target, name) {
      const key = name as keyof Port;
      const value = changed[key] ?? target[key];
      return typeof value === 'function' ? (value.bind(target) as unknown) : value;
    },
  });
}

async function failing<Port>(contract: Contract<Port>, make: () => Port): Promise<readonly string[]> {
  const titles: string[] = [];
  for (const { title, run } of contract.cases) await run(make()).catch(() => titles.push(title));
  return titles;
}

const aMoment = () => new Promise<void>((resolve) => setImmediate(resolve));

const challenges: Readonly<Record<string, (honest: Challenges) => Partial<Challenges>>> = {
  'compares before it counts': (honest) => {
    const right = new Map<string, string>();
    return {
      issue: async (spec, at) => {
        right.set(spec.binding, spec.digest);
        return honest.issue(spec, at);
      },
      attempt: async (binding, digest, at) => {
        const isRight = right.get(binding) === digest;
        await aMoment();
        const answer = await honest.attempt(binding, digest, at);
        return isRight ? { kind: 'correct' } : answer;
      },
    };
  },
  'a new code brings new tries': (honest) => ({
    issue: async (spec, at) => {
      await honest.revoke(spec.binding);
      return honest.issue(spec, at);
    },
  }),
  'a right code can be used again': (honest) => ({
    attempt: async (binding, digest, at) => {
      const answer = await honest.attempt(binding, digest, at);
      if (answer.kind === 'correct')
        await honest.issue({ binding, digest, life: milliseconds(1e6), tries: 5, memory: milliseconds(1e6) }, at);
      return answer;
    },
  }),
  'codes never expire': (honest) => ({
    issue: (spec, at) => honest.issue({ ...spec, life: milliseconds(1e12) }, at),
  }),
  'two take one step': (honest) => ({
    take: async (key, at) => {
      const value = await honest.peek(key, at);
      await aMoment();
      await honest.take(key, at);
      return value;
    },
  }),
};

const rateLimits: Readonly<Record<string, (honest: RateLimits) => Partial<RateLimits>>> = {
  'takes key by key': (honest) => ({
    spend: async (spendings, at) => {
      for (const one of spendings) {
        const answer = await honest.spend([one], at);
        if (answer.kind === 'over') return answer;
      }
      return { kind: 'spent' };
    },
  }),
  'looks, then takes': (honest) => ({
    spend: async (spendings, at) => {
      for (const { key, budget } of spendings)
        if ((await honest.used(key, at)) >= budget.limit) return { kind: 'over', key, retryAfterMs: 1 };
      await aMoment();
      return honest.spend(
        spendings.map(({ key, budget }) => ({ key, budget: { ...budget, limit: 1e9 } })),
        at,
      );
    },
  }),
  'gives back into whatever window is open': (honest) => ({
    giveBack: (keys) => honest.giveBack(keys, plus(instant(1_790_000_000_000), milliseconds(60_006))),
  }),
  'each spending prolongs the window': (honest) => ({
    spend: async (spendings, at) => {
      const used = await Promise.all(spendings.map(({ key }) => honest.used(key, at)));
      for (const { key } of spendings) await honest.reset(key);
      for (const [index, one] of spendings.entries())
        for (let n = 0; n < (used[index] ?? 0); n += 1) await honest.spend([one], at);
      return honest.spend(spendings, at);
    },
  }),
};

const sessions: Readonly<Record<string, (honest: Sessions) => Partial<Sessions>>> = {
  'anybody may end a session': (honest) => ({
    revoke: (_, sessionId, at) => honest.revoke('account-1', sessionId, at),
  }),
  'touching renews the absolute end': (honest) => ({
    open: (session, digest) => honest.open({ ...session, absoluteExpiry: instant(9e15) }, digest),
  }),
  'the one to spare is forgotten': (honest) => ({
    revokeAll: (accountId, at) => honest.revokeAll(accountId, at),
  }),
  'oldest first': (honest) => ({
    list: async (accountId, at) => [...(await honest.list(accountId, at))].reverse(),
  }),
};

const idempotency: Readonly<Record<string, (honest: Idempotency) => Partial<Idempotency>>> = {
  'callers share keys': (honest) => ({
    start: (_, key, payload, lease, at) => honest.start('all', key, payload, lease, at),
    finish: (_, key, outcome, keep, at) => honest.finish('all', key, outcome, keep, at),
    abandon: (_, key) => honest.abandon('all', key),
  }),
  'does not look at the payload': (honest) => ({
    start: (caller, key, _, lease, at) => honest.start(caller, key, 'any', lease, at),
  }),
  'a dead call is never taken over': (honest) => ({
    start: (caller, key, payload, _, at) => honest.start(caller, key, payload, milliseconds(1e12), at),
  }),
  'abandoning forgets nothing': () => ({ abandon: async () => undefined }),
};

const outbox: Readonly<Record<string, (honest: Outbox) => Partial<Outbox>>> = {
  'leases nothing exclusively': (honest) => ({
    lease: (limit, _, at) => honest.lease(limit, milliseconds(0), at),
  }),
  'a lease never ends': (honest) => ({
    lease: (limit, _, at) => honest.lease(limit, milliseconds(1e12), at),
  }),
  'retries at once': (honest) => ({
    failed: (intentId) => honest.failed(intentId, instant(0)),
  }),
  'sent is only postponed': (honest) => ({
    sent: (intentId, at) => honest.failed(intentId, plus(at, milliseconds(1e12))),
  }),
};

describe.each(Object.entries(challenges))('Challenges that are wrong: %s', (_, change) => {
  it('fail the contract', async () => {
    expect(await failing(challengesContract, () => spoiled<Challenges>(new MemoryChallenges(), change))).not.toEqual(
      [],
    );
  });
});
describe.each(Object.entries(rateLimits))('RateLimits that are wrong: %s', (_, change) => {
  it('fail the contract', async () => {
    expect(await failing(rateLimitsContract, () => spoiled<RateLimits>(new MemoryRateLimits(), change))).not.toEqual(
      [],
    );
  });
});
describe.each(Object.entries(sessions))('Sessions that are wrong: %s', (_, change) => {
  it('fail the contract', async () => {
    expect(await failing(sessionsContract, () => spoiled<Sessions>(new MemorySessions(), change))).not.toEqual([]);
  });
});
describe.each(Object.entries(idempotency))('Idempotency that is wrong: %s', (_, change) => {
  it('fails the contract', async () => {
    expect(await failing(idempotencyContract, () => spoiled<Idempotency>(new MemoryIdempotency(), change))).not.toEqual(
      [],
    );
  });
});
describe.each(Object.entries(outbox))('Outbox that is wrong: %s', (_, change) => {
  it('fails the contract', async () => {
    expect(await failing(outboxContract, () => spoiled<Outbox>(new MemoryOutbox(), change))).not.toEqual([]);
  });
});

describe('adapters that only pass calls on', () => {
  it('pass the contracts: it is the faults that fail them', async () => {
    expect(await failing(challengesContract, () => spoiled<Challenges>(new MemoryChallenges(), () => ({})))).toEqual(
      [],
    );
    expect(await failing(outboxContract, () => spoiled<Outbox>(new MemoryOutbox(), () => ({})))).toEqual([]);
  });
});
