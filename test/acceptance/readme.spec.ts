import { spawnSync } from 'node:child_process';
import { chmodSync, copyFileSync, readFileSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';
import { root } from '../architecture/support/repository.js';
import { skipped } from '../support/skip.js';
import { build, main, type Server, startServer, temporaryFolder } from './support/server.js';

const readme = readFileSync(join(root, 'README.md'), 'utf8');

/** The shell blocks of the quickstart, without the indentation of the list they stand in. */
const quickstart = (): readonly string[] => {
  const [, section = ''] = /^## Quickstart\n(.*?)^## /ms.exec(readme) ?? [];
  return [...section.matchAll(/^( *)```sh\n(.*?)^ *```/gms)].map(([, indent = '', block = '']) =>
    block.replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
};

const has = (program: string): boolean => spawnSync(program, ['--version']).status === 0;

describe('the README’s quickstart', () => {
  if (!has('bash')) {
    skipped('works as it is written', 'there is no bash');
    return;
  }
  const folder = temporaryFolder();
  let server: Server;
  let sections: readonly string[];

  beforeAll(async () => {
    build();
    const data = join(folder.path, 'data');
    server = await startServer([main, 'serve', '--port', '0', '--data', data]);
    const tools = dirname(process.execPath);
    const path = [tools, process.env['PATH']];
    if (!has('curl')) {
      const shim = join(folder.path, 'curl');
      copyFileSync(join(import.meta.dirname, 'support', 'curl.mjs'), shim);
      chmodSync(shim, 0o755);
      path.unshift(folder.path);
    }
    const script = quickstart().join('\necho "\n---8<---"\n');
    const ran = spawnSync('bash', ['-euo', 'pipefail', '-c', script], {
      cwd: root,
      encoding: 'utf8',
      env: { ...process.env, NODE_OPTIONS: '', U: server.url, DINHDANH_DATA: data, PATH: path.join(delimiter) },
    });
    if (ran.status !== 0) throw new Error(`exit ${ran.status}\n${ran.stdout}\n${ran.stderr}`);
    sections = ran.stdout.split('---8<---\n');
  });
  afterAll(async () => {
    await server.stop();
    folder.remove();
  });

  const json = (section = '') =>
    section
      .split('\n')
      .filter((line) => line.startsWith('{'))
      .map((line) => JSON.parse(line));

  it('has its seven steps', () => {
    expect(sections).toHaveLength(7);
  });

  it('registers a citizen', () => {
    expect(sections[2]).toMatch(/^password\n[0-9a-f-]{36}$/m);
  });

  it('shows profile, login history and history', () => {
    expect(json(sections[4])).toMatchObject([
      { level: 'IAL2', identity: { name: 'Nguyễn Minh An' } },
      { items: [{ outcome: 'loggedIn' }] },
      { events: [{ type: 'Registered.v1' }, { type: 'LoggedIn.v1' }] },
    ]);
  });

  it('is refused three times, with the three remedies', () => {
    const refusal = { code: 'registration.duplicate', remedies: ['recoverPassword', 'counter', 'complaint'] };
    expect(json(sections[5])).toMatchObject([refusal, refusal, refusal]);
  });

  it('replays and explains the account from the command line', () => {
    expect(sections[6]).toContain('Registered.v1');
    expect(sections[6]).toContain('LoggedIn.v1');
    expect(sections[6]).toContain('subscriberRegistry (personId ✓, name ✓, birthDate ✓)');
  });

  it('leaves a server that ends cleanly when told', async () => {
    expect(await server.stop()).toBe(0);
    expect(server.log()).toContain('"msg":"stopped"');
  });
});
