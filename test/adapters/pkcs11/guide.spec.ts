import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Portal, registerEnterprise, webEid } from '../../../docs/examples/usb-token-page.js';
import { runProgram } from '../../../src/adapters/cli/program.js';
import { root } from '../../architecture/support/repository.js';
import { recorder } from '../cli/support/recorder.js';
import { startWorld, type World } from '../http/support/world.js';

const guide = readFileSync(join(root, 'docs/guides/usb-token.md'), 'utf8');
const example = readFileSync(join(root, 'docs/examples/usb-token-page.ts'), 'utf8');
const regions = [...guide.matchAll(/<!-- region ([\w-]+) -->\n\n```ts\n(.*?)```/gs)];

describe('the guide to USB tokens', () => {
  it('has no code but that of the example', () => {
    expect(regions).toHaveLength(4);
    expect([...guide.matchAll(/^```ts$/gm)]).toHaveLength(4);
  });

  it.each(regions.map(([, name = '', code = '']) => [name, code]))('shows the region %s as it is run', (name, code) => {
    const [, region] = new RegExp(`// #region ${name}\\n(.*?)// #endregion ${name}`, 's').exec(example) ?? [];
    expect(code).toBe(region);
  });

  it('names every flag of the command, and no other', async () => {
    const terminal = recorder();
    const nothing = {} as Parameters<typeof runProgram>[2];
    await runProgram(['sign', '--help'], '1.2.3', nothing, terminal);
    const flags = [...terminal.said.out.matchAll(/^ {2}(--[a-z0-9-]+)/gm)].map(([, flag = '']) => flag);
    expect(flags.length).toBeGreaterThan(10);
    const ours = /^dinhdanh sign .*$/gm;
    const told = [...(guide.match(ours) ?? []), ...(guide.match(/^\| `--.*$/gm) ?? [])].join('\n');
    expect([...new Set(told.match(/--[a-z][a-z0-9-]+/g))].sort()).toEqual(flags.sort());
  });
});

describe('the page of the guide', () => {
  let world: World;
  beforeAll(async () => {
    world = await startWorld();
  });
  afterAll(() => world.close());

  const portal = (): Portal => ({
    origin: 'http://portal.example',
    get: async (path) => (await world.get(path)).body,
    post: async (path, body) => (await world.post(path, body)).body,
  });
  const tool = {
    sign: async (challenge: string) =>
      (await world.post('/sandbox/usb-token', { who: 'mayTrang', challenge })).body.signature as string,
  };

  it('opens nothing when the person does not agree to what it shows', async () => {
    const shown: unknown[] = [];
    const status = await registerEnterprise(portal(), tool, async (certificate) => {
      shown.push(certificate);
      return undefined;
    });
    expect(status).not.toBe('registered');
    expect(shown).toMatchObject([
      { holder: expect.any(String), issuer: expect.any(String), validFrom: expect.any(String) },
    ]);
  });

  it('registers the enterprise that agrees', async () => {
    const agree = async () => ({ email: 'vanthu@maytrang.example' });
    expect(await registerEnterprise(portal(), tool, agree)).toBe('registered');
  });

  it('hands the token of Web eID on as it is', async () => {
    const token = { format: 'web-eid:1.0', signature: 'abc=' };
    const signature = await webEid(async (nonce) => ({ ...token, nonce })).sign('n', 'http://portal.example');
    expect(JSON.parse(signature)).toEqual({ ...token, nonce: 'n' });
  });
});
