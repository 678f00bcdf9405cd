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

describe('the table of hostile inputs', () => {
  it('has at least a hundred rows, each refused, each with a code that has a message', () => {
    expect(hostileRows.length).toBeGreaterThanOrEqual(100);
    expect(new Set(hostileRows.map(({ what }) => what)).size).toBe(hostileRows.length);
    for (const { what, codes } of hostileRows) {
      expect([what, codes.length]).not.toEqual([what, 0]);
      for (const code of codes) expect([code, describeError(code).kind]).toEqual([code, 'refused']);
    }
  });

  it('is answered the same in whatever order it comes, and takes no memory that stays', async () => {
    const attempts = hostileRows.map((row) => ({ codes: row.codes, attempt: row.make(world) }));
    const heapAfter = async (times: number): Promise<number> => {
      for (let round = 0; round < times; round += 1)
        for (const { codes, attempt } of attempts.toReversed()) expect(await gate.codes(attempt)).toEqual(codes);
      sweep();
      const { heapUsed, external } = process.memoryUsage();
      return heapUsed + external;
    };
    const warm = await heapAfter(2);
    const later = await heapAfter(rounds);
    expect((later - warm) / 2 ** 20).toBeLessThan(mostGrowthMiB);
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
const mostGrowthMiB = 8;

/** The collector of garbage, which node hides unless it is told not to. */
function sweep(): void {
  setFlagsFromString('--expose-gc');
  (runInNewContext('gc') as () => void)();
}
