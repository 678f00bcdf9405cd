import { availableParallelism } from 'node:os';
import { monitorEventLoopDelay } from 'node:perf_hooks';
import { setTimeout as sleep } from 'node:timers/promises';
import { anchorsMadeHere } from '../../src/adapters/pki/anchors/trust-anchors.js';
import type { PoolOptions } from '../../src/adapters/pki/verifier-options.js';
import { PkiSignatureVerifier } from '../../src/adapters/pki/verifier.js';
import { paired, perSecond, rate } from '../lib/measure.js';
import { at, type Chain, type ChainKind, type Holder, makeChain } from '../lib/pki-chain.js';
import { bareOperations, opensslProcess, plainPkijs } from '../lib/pki-floors.js';
import type { Case, Row } from '../lib/result.js';

const ROUNDS = 8;
const SLICE_MS = 250;
/** Certificates nobody has seen before, a round. RSA keys take long to make. */
const STRANGERS: Readonly<Record<ChainKind, number>> = { rsa2048: 12, p256: 60 };
const SIGNATURES = 64;
const IN_FLIGHT = 16;
const LOAD_MS = 3_000;
/** No turn of the event loop may wait longer, but for one in a hundred. */
const MOST_DELAY_MS = 10;
const origin = 'https://portal.example';

const names: Readonly<Record<ChainKind, string>> = { rsa2048: 'RSA-2048', p256: 'P-256' };

interface Work {
  readonly challenge: string;
  readonly signature: string;
}

const worksOf = (chain: Chain, holders: readonly Holder[]): readonly Work[] =>
  holders.map((holder, index) => {
    const challenge = Buffer.alloc(32, index + 1).toString('base64');
    return { challenge, signature: chain.signature(holder, challenge) };
  });

const verifierOf = (chain: Chain, pool?: PoolOptions): PkiSignatureVerifier =>
  new PkiSignatureVerifier({
    anchors: anchorsMadeHere({ public: [chain.root.certificate], government: [] }),
    transport: chain.transport,
    revocation: { public: { nonce: 'none' } },
    ...(pool !== undefined && { pool }),
  });

async function verify(verifier: PkiSignatureVerifier, { challenge, signature }: Work): Promise<number> {
  const result = await verifier.verify({ challenge, origin, signature, anchors: 'public', at });
  if (result.kind !== 'verified') throw new Error(result.failures.join());
  return 1;
}

/** Signatures by certificates that were all seen before: new signatures, everything else at hand. */
function known(verifier: PkiSignatureVerifier, works: readonly Work[], ms: number): () => Promise<number> {
  let next = 0;
  return () => rate(ms, () => verify(verifier, works[(next += 1) % works.length]!));
}

/** First signatures by certificates that nobody has seen, each with an OCSP answer of its own. */
async function firstTimes(chain: Chain, [warmUp, ...works]: readonly Work[]): Promise<number> {
  const verifier = verifierOf(chain);
  await verify(verifier, warmUp!);
  const start = performance.now();
  for (const work of works) await verify(verifier, work);
  return perSecond(works.length, performance.now() - start);
}

interface Loaded {
  readonly rate: number;
  readonly p99: number;
}

/** So many verifications in flight on threads for a while, and how long turns of this thread's event loop had to wait. */
async function underLoad(verifier: PkiSignatureVerifier, works: readonly Work[], ms: number): Promise<Loaded> {
  // Until the threads' code is compiled, and then what counts.
  await inFlight(verifier, works, ms);
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  const value = await inFlight(verifier, works, ms);
  delays.disable();
  return { rate: value, p99: delays.percentile(99) / 1e6 };
}

async function inFlight(verifier: PkiSignatureVerifier, works: readonly Work[], ms: number): Promise<number> {
  const start = performance.now();
  let done = 0;
  const caller = async (first: number): Promise<void> => {
    for (let next = first; performance.now() - start < ms; next += IN_FLIGHT) {
      await verify(verifier, works[next % works.length]!);
      done += 1;
    }
  };
  await Promise.all(Array.from({ length: IN_FLIGHT }, (_, index) => caller(index)));
  return perSecond(done, performance.now() - start);
}

/** The same of a process that does nothing: what this machine does to it by itself. */
async function idle(ms: number): Promise<number> {
  const delays = monitorEventLoopDelay({ resolution: 1 });
  delays.enable();
  await sleep(ms);
  delays.disable();
  return delays.percentile(99) / 1e6;
}

export const pkiCase = (kind: ChainKind, pool: Omit<PoolOptions, 'threads' | 'queue'> = {}): Case => ({
  name: `pki-${kind}`,
  async run({ directory, effort }) {
    const chain = makeChain(kind, Math.max(4, Math.round(STRANGERS[kind] * Math.min(1, effort))));
    const [holder] = chain.holders as readonly [Holder, ...Holder[]];
    const works = worksOf(
      chain,
      Array.from({ length: SIGNATURES }, () => holder),
    );
    const [{ challenge, signature }] = works as readonly [Work, ...Work[]];
    const strangers = worksOf(chain, chain.holders);
    const ms = SLICE_MS * effort;
    const verifier = verifierOf(chain);
    const again = known(verifier, works, ms);
    const bare = bareOperations(chain, holder);
    const bareRate = (): Promise<number> => rate(ms, bare);
    const pkijs = plainPkijs(chain, signature, challenge, holder);
    const openssl = opensslProcess(directory, chain, signature);
    const unit = 'verifications/s';
    const row = (id: string, what: string, { value, floor, ratio }: Figures, of: string, target?: number): Row => ({
      id: `pki-${kind}-${id}`,
      what: `${what}, ${names[kind]}`,
      value,
      unit,
      floor: { what: of, value: floor, unit },
      ratio,
      ...(target !== undefined && { target }),
    });
    const bareIs = 'its 3 public-key operations alone';
    const rows: Row[] = [
      row('known', 'CMS over a chain of three, certificate known', await paired(ROUNDS, again, bareRate), bareIs),
      row(
        'first',
        'the same, certificate not seen before',
        await paired(ROUNDS, () => firstTimes(chain, strangers), bareRate),
        bareIs,
      ),
      row('pkijs', 'certificate known', await paired(ROUNDS, again, () => rate(ms, pkijs)), 'plain pkijs', 3),
      row(
        'first-pkijs',
        'certificate not seen before',
        await paired(
          ROUNDS,
          () => firstTimes(chain, strangers),
          () => rate(ms, pkijs),
        ),
        'plain pkijs',
        3,
      ),
    ];
    if (openssl !== undefined)
      rows.push(
        row(
          'openssl',
          'certificate known',
          await paired(ROUNDS, again, () => rate(ms, openssl)),
          'openssl cms -verify, a process each',
        ),
      );
    const threads = Math.max(1, availableParallelism() - 1);
    const pooled = verifierOf(chain, { threads, queue: 1_000, ...pool });
    const { rate: value, p99 } = await underLoad(pooled, works, LOAD_MS * effort);
    await pooled.close();
    const still = await idle(LOAD_MS * effort);
    const floor = await bareRate();
    rows.push(
      row(
        'pool',
        `${IN_FLIGHT} in flight on ${threads} thread${threads > 1 ? 's' : ''}`,
        { value, floor, ratio: value / floor },
        `${bareIs}, one thread`,
      ),
    );
    rows.push({
      id: `pki-${kind}-delay`,
      what: `event-loop delay meanwhile, p99 (idle: ${still.toFixed(1)} ms), ${names[kind]}`,
      value: p99,
      unit: 'ms',
      floor: { what: 'the most it may be (ratio: how often it fits)', value: MOST_DELAY_MS, unit: 'ms' },
      ratio: MOST_DELAY_MS / p99,
      target: 1,
    });
    return { rows };
  },
});

type Figures = Awaited<ReturnType<typeof paired>>;
