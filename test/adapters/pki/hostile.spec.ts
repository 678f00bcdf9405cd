import { jest } from '@jest/globals';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { setFlagsFromString } from 'node:v8';
import { runInNewContext } from 'node:vm';
import { format, resolveConfig } from 'prettier';
import { describeError } from '../../../src/application/errors/catalogue.js';
import { root } from '../../architecture/support/repository.js';
import { Gate } from './hostile/attack.js';
import { certificateRows } from './hostile/certificate.rows.js';
import { holderRows } from './hostile/holder.rows.js';
import { hostilePage } from './hostile/page.js';
import { revocationRows } from './hostile/revocation.rows.js';
import { sentRows } from './hostile/sent.rows.js';
import { signatureRows } from './hostile/signature.rows.js';
import { soundRows } from './hostile/sound.rows.js';
import { ForgedWorld } from './hostile/world.js';

const world = new ForgedWorld();
const gate = new Gate(world);
const hostile = [sentRows, signatureRows, certificateRows, revocationRows, holderRows];
const hostileRows = hostile.flatMap(({ rows }) => rows);

afterAll(() => gate.verifier.close());

describe.each([soundRows, ...hostile])('$title', ({ rows }) => {
  it.each(rows.map((row) => [row.what, row] as const))('%s', async (_what, { codes, make }) => {
    expect(await gate.codes(make(world))).toEqual(codes);
  });
});

// Two hundred inputs, several times over, half of them on a thread: seconds on a free machine.
jest.setTimeout(240_000);

describe('the table of hostile inputs', () => {
  it('has at least a hundred rows, each refused, each with a code that has a message', () => {
    expect(hostileRows.length).toBeGreaterThanOrEqual(100);
    expect(new Set(hostileRows.map(({ what }) => what)).size).toBe(hostileRows.length);
    for (const { what, codes } of hostileRows) {
      expect([what, codes.length]).not.toEqual([what, 0]);
      for (const code of codes) expect([code, describeError(code).kind]).toEqual([code, 'refused']);
    }
  });

  it('is refused by these codes and no others', () => {
    expect([...new Set(hostileRows.flatMap(({ codes }) => codes))].sort()).toEqual([
      'certificate.badSignature',
      'certificate.criticalExtension',
      'certificate.expired',
      'certificate.extendedKeyUsage',
      'certificate.isAuthority',
      'certificate.issuerExpired',
      'certificate.issuerKeyUsage',
      'certificate.issuerNotAuthority',
      'certificate.issuerNotYetValid',
      'certificate.keyUsage',
      'certificate.malformed',
      'certificate.nameCharacters',
      'certificate.nameConstraints',
      'certificate.nameLookalike',
      'certificate.nameMissing',
      'certificate.nameTooLong',
      'certificate.noPersonId',
      'certificate.noTaxCode',
      'certificate.notYetValid',
      'certificate.numberMissing',
      'certificate.pathLength',
      'certificate.personIdFormat',
      'certificate.personInOrganisation',
      'certificate.revoked',
      'certificate.selfSigned',
      'certificate.severalNames',
      'certificate.severalOrganisations',
      'certificate.severalPersons',
      'certificate.suspended',
      'certificate.taxCodeCheckDigit',
      'certificate.taxCodeFormat',
      'certificate.tooManyNumbers',
      'certificate.unsupportedAlgorithm',
      'certificate.untrusted',
      'certificate.weakDigest',
      'certificate.weakKey',
      'revocation.badSignature',
      'revocation.fromTheFuture',
      'revocation.issuerRevoked',
      'revocation.malformed',
      'revocation.noAnswer',
      'revocation.noSource',
      'revocation.responderExpired',
      'revocation.responderNotDelegated',
      'revocation.responderRevoked',
      'revocation.responderUnchecked',
      'revocation.stale',
      'revocation.unknown',
      'revocation.weakSignature',
      'revocation.wrongCertificate',
      'revocation.wrongNonce',
      'revocation.wrongResponder',
      'signature.algorithmMismatch',
      'signature.attributesMissing',
      'signature.invalid',
      'signature.notOneSigner',
      'signature.otherCertificate',
      'signature.signerUnknown',
      'signature.tooLarge',
      'signature.unreadable',
      'signature.unsupported',
      'signature.weakDigest',
      'signature.weakKey',
      'signature.wrongChallenge',
    ]);
  });

  it('is answered the same in whatever order it comes, and takes no memory that stays', async () => {
    const attempts = hostileRows.map((row) => ({ codes: row.codes, attempt: row.make(world) }));
    const heapAfter = async (times: number): Promise<number> => {
      for (let round = 0; round < times; round += 1)
        for (const { codes, attempt } of attempts.toReversed()) expect(await gate.codes(attempt)).toEqual(codes);
      await sweep();
      const { heapUsed, arrayBuffers } = process.memoryUsage();
      return heapUsed + arrayBuffers;
    };
    const warm = await heapAfter(2);
    const later = await heapAfter(rounds);
    expect((later - warm) / 2 ** 20).toBeLessThan(mostGrowthMiB);
  });

  it('is answered the same on a thread, which survives it all', async () => {
    const hooks = new URL('../../support/typescript-hooks.mjs', import.meta.url).href;
    const execArgv = ['--import', hooks, '--disable-warning=ExperimentalWarning'];
    const threaded = new Gate(world, { threads: 1, queue: 10, execArgv });
    try {
      for (const { what, codes, make } of hostileRows)
        expect([what, await threaded.codes(make(world))]).toEqual([what, codes]);
    } finally {
      await threaded.verifier.close();
    }
  });

  it('is the page that people read', async () => {
    const path = join(root, 'docs', 'explanation', 'hostile-inputs.md');
    const text = await format(hostilePage(hostile), { ...(await resolveConfig(path)), filepath: path });
    if (process.env['WRITE_PAGES'] === '1') writeFileSync(path, text);
    expect(readFileSync(path, 'utf8')).toBe(text);
  });
});

/** Three of the attempts weigh ten megabytes: one that stayed in each round would be seen at once. */
const rounds = 6;
const mostGrowthMiB = 4;

/** Collects garbage by what node hides unless it is told not to; what lies outside the heap is given back a turn later. */
async function sweep(): Promise<void> {
  setFlagsFromString('--expose-gc');
  const collect = runInNewContext('gc') as () => void;
  for (let turn = 0; turn < 3; turn += 1) {
    collect();
    await new Promise((resolve) => setImmediate(resolve));
  }
}
