import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import {
  HttpRevocationTransport,
  type HttpTransportOptions,
} from '../../../../src/adapters/pki/revocation/http-transport.js';
import type { RevocationRequest } from '../../../../src/adapters/pki/revocation/transport.js';

const servers: Server[] = [];
afterAll(() => {
  for (const server of servers) {
    server.closeAllConnections();
    server.close();
  }
});

async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ask = (host: string, request: Partial<RevocationRequest> = {}, options: Partial<HttpTransportOptions> = {}) =>
  new HttpRevocationTransport({ hosts: [host], ...options }).fetch({
    method: 'GET',
    url: `http://${host}/ca.crl`,
    kind: 'crl',
    ...request,
  });

describe('asking for revocation data over HTTP', () => {
  it('posts an OCSP request and brings the answer', async () => {
    const seen: unknown[] = [];
    const host = await serve((request, response) => {
      const parts: Buffer[] = [];
      request.on('data', (part: Buffer) => parts.push(part));
      request.on('end', () => {
        seen.push(request.method, request.headers['content-type'], Buffer.concat(parts).toString());
        response.end('answer');
      });
    });
    const reply = await ask(host, { method: 'POST', kind: 'ocsp', body: Buffer.from('question') });
    expect(reply).toEqual({ kind: 'answered', bytes: Buffer.from('answer') });
    expect(seen).toEqual(['POST', 'application/ocsp-request', 'question']);
  });

  it('gets a list', async () => {
    const host = await serve((_, response) => response.end('list'));
    expect(await ask(host)).toEqual({ kind: 'answered', bytes: Buffer.from('list') });
  });

  it('asks nobody who is not named in the configuration', async () => {
    let calls = 0;
    const host = await serve((_, response) => {
      calls += 1;
      response.end();
    });
    const port = host.split(':')[1] ?? '';
    for (const url of [
      `http://localhost:${port}/`,
      `http://127.0.0.1:${Number(port) + 1}/`,
      `http://user@${host}/`,
      `http://user:secret@${host}/`,
      `ftp://${host}/`,
      `file:///etc/hostname`,
      `ldap://${host}/`,
      '//no address',
    ])
      expect(await ask(host, { url })).toEqual({ kind: 'silent', why: 'notAllowed' });
    expect(await ask(host, {}, { hosts: [] })).toEqual({ kind: 'silent', why: 'notAllowed' });
    expect(calls).toBe(0);
  });

  it('follows no redirect', async () => {
    let calls = 0;
    const host = await serve((_, response) => {
      calls += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect(await ask(host)).toEqual({ kind: 'silent', why: 'redirected' });
    expect(calls).toBe(1);
  });

  it.each([204, 404, 500])('takes status %d for silence', async (status) => {
    const host = await serve((_, response) => response.writeHead(status).end());
    expect(await ask(host)).toEqual({ kind: 'silent', why: 'httpStatus' });
  });

  it('stops reading where an answer becomes too large', async () => {
    let sent = 0;
    const host = await serve((_, response) => {
      const more = (): void => {
        if (response.destroyed) return;
        sent += 65_536;
        response.write(Buffer.alloc(65_536), more);
      };
      more();
    });
    expect(await ask(host, {}, { maxCrlBytes: 100_000 })).toEqual({ kind: 'silent', why: 'tooLarge' });
    expect(await ask(host, { method: 'POST', kind: 'ocsp', body: new Uint8Array() })).toEqual({
      kind: 'silent',
      why: 'tooLarge',
    });
    expect(sent).toBeLessThan(50_000_000);
  });

  it.each([
    ['does not answer', (): void => undefined],
    [
      'answers drop by drop',
      (_: unknown, response: Parameters<RequestListener>[1]): void => {
        const drops = setInterval(() => response.write('.'), 20);
        response.on('close', () => clearInterval(drops));
      },
    ],
  ])('gives up on one who %s', async (_, listener) => {
    const host = await serve(listener);
    const start = performance.now();
    expect(await ask(host, {}, { timeoutMs: 150 })).toEqual({ kind: 'silent', why: 'timeout' });
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('takes a connection that breaks, or none, for silence', async () => {
    const host = await serve((request) => void request.socket.destroy());
    expect(await ask(host)).toEqual({ kind: 'silent', why: 'unreachable' });
    const cut = await serve((_, response) => {
      response.writeHead(200, { 'content-length': '100' });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    });
    expect(await ask(cut)).toEqual({ kind: 'silent', why: 'unreachable' });
    expect(await ask('127.0.0.1:1')).toEqual({ kind: 'silent', why: 'unreachable' });
  });
});
