import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { rmSync, statSync } from 'node:fs';
import { createServer, type Server as TcpServer } from 'node:net';
import { join } from 'node:path';
import { root } from '../architecture/support/repository.js';
import { build, main, type Server, startServer, temporaryFolder } from './support/server.js';

const folder = temporaryFolder();
const data = join(folder.path, 'data');
beforeAll(() => build());
afterAll(() => folder.remove());

const run = (...words: readonly string[]) =>
  spawnSync(process.execPath, [main, ...words], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, NODE_OPTIONS: '' },
    timeout: 60_000,
  });

async function taken(port: number): Promise<TcpServer | undefined> {
  const server = createServer();
  try {
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return server;
  } catch {
    return undefined;
  }
}

describe('dinhdanh serve', () => {
  let server: Server | undefined;
  afterEach(async () => {
    await server?.stop();
  });

  it('takes another port when nobody asked for 3000 and it is busy, and says so', async () => {
    // Whether it was free or not, it is busy now.
    const holder = await taken(3000);
    server = await startServer([main, 'serve', '--data', data]);
    expect(server.url).not.toContain(':3000');
    expect(server.log()).toContain('Cổng 3000 đang bận, dùng cổng khác. / Port 3000 is taken, using another.');
    expect((await fetch(`${server.url}/health/ready`)).status).toBe(200);
    expect(await server.stop()).toBe(0);
    holder?.close();
  });

  it('does not take another port than the one that was asked for', async () => {
    const holder = await taken(0);
    const { port } = holder?.address() as { readonly port: number };
    const { status, stderr } = run('serve', '--port', String(port), '--data', data);
    expect([status, stderr]).toEqual([2, `Cổng ${port} đang bận. / Port ${port} is taken.\n`]);
    holder?.close();
  });

  it('fails early and clearly when it is configured wrong', () => {
    const { status, stdout, stderr } = run('serve', '--port', 'x', '--captcha', 'maybe', '--data', data);
    expect([status, stdout]).toEqual([2, '']);
    expect(stderr).toContain('Cấu hình sai / Wrong configuration:');
    expect(stderr).toContain('--port = "x"');
    expect(stderr).toContain('--captcha = "maybe"');
    expect(stderr).not.toContain('    at ');
  });

  it('tells what is wrong with files that it was given', () => {
    const missing = run('serve', '--port', '0', '--data', data, '--people-csv', join(folder.path, 'none.csv'));
    expect([missing.status, missing.stderr]).toEqual([2, expect.stringContaining('cannot be opened')]);
    const inFile = run('serve', '--port', '0', '--data', main);
    expect([inFile.status, inFile.stderr]).toEqual([2, expect.stringContaining('cannot be opened')]);
  });

  it('serves the same data from a second process, whose inbox is the same', async () => {
    server = await startServer([main, 'serve', '--port', '0', '--data', data]);
    const second = await startServer([main, 'serve', '--port', '0', '--data', data]);
    const { edition, digest } = (await (await fetch(`${server.url}/v1/terms`)).json()) as Record<string, string>;
    const started = await fetch(`${server.url}/v1/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ subject: 'citizen', method: 'mobileSubscriber', consent: { edition, digest }, personId: '001090990001' },
        ...{ name: 'Nguyễn Minh An', birthDate: '12/05/1990', phone: '0950000001' },
      }),
    });
    const { registrationId } = (await started.json()) as Record<string, string>;
    const inbox = await fetch(`${second.url}/sandbox/inbox?to=0950000001`);
    const { code } = (await inbox.json()) as Record<string, string>;
    const confirmed = await fetch(`${second.url}/v1/registrations/${registrationId}/steps`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ kind: 'otp', code }),
    });
    expect([started.status, confirmed.status]).toEqual([201, 200]);
    expect(await second.stop()).toBe(0);
  });

  it('keeps its files to their owner', () => {
    const modes = ['keyring.json', 'sandbox-inbox.jsonl'].map((name) => statSync(join(data, name)).mode & 0o077);
    expect([statSync(data).mode & 0o077, ...modes]).toEqual([0, 0, 0]);
  });

  it('does not invent new keys for data that were made under others', () => {
    rmSync(join(data, 'keyring.json'));
    const { status, stderr } = run('audit', 'replay', 'account', '--data', data);
    expect(status).toBe(2);
    expect(stderr).toContain('The key file cannot be used: it is missing');
    expect(stderr).not.toContain('    at ');
  });
});

describe('the command line over data', () => {
  it('rebuilds projections, and tells where there is nothing', () => {
    const other = join(folder.path, 'other');
    expect(run('projections', 'rebuild', '--data', other)).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('There are no data in'),
    });
    expect(run('version').stdout).toMatch(/^\d+\.\d+\.\d+\n$/);
    expect(run('nonsense').status).toBe(2);
  });
});
