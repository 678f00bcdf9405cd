import { createServer, type RequestListener, type Server } from 'node:http';
import { createServer as createSecureServer, type ServerOptions } from 'node:https';
import type { AddressInfo } from 'node:net';
import { type OutboundTls, readEndpoint } from '../../../src/adapters/outbound/endpoint.js';
import { Outbound, type OutboundRequest } from '../../../src/adapters/outbound/outbound.js';
import { WireFailure, type WireFault } from '../../../src/adapters/outbound/wire-failure.js';
import { makeTlsFiles } from '../mssp/support/tls-files.js';

const open: (() => void)[] = [];
afterEach(() => {
  for (const close of open.splice(0)) close();
});

async function serve(listener: RequestListener, tls?: ServerOptions): Promise<URL> {
  const server: Server = tls === undefined ? createServer(listener) : createSecureServer(tls, listener);
  server.on('clientError', (_error, socket) => socket.destroy());
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  open.push(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return new URL(tls === undefined ? `http://127.0.0.1:${port}/x` : `https://127.0.0.1:${port}/x`);
}

const request: OutboundRequest = { method: 'POST', body: 'hello', timeoutMs: 2_000, maxBytes: 1_000 };

function outbound(tls: OutboundTls = {}): Outbound {
  const made = new Outbound(tls);
  open.push(() => made.close());
  return made;
}

async function faultOf(url: URL, change: Partial<OutboundRequest> = {}, tls: OutboundTls = {}): Promise<WireFault> {
  const error: unknown = await outbound(tls)
    .exchange(url, { ...request, ...change })
    .then(
      () => undefined,
      (thrown: unknown) => thrown,
    );
  if (!(error instanceof WireFailure)) throw new Error(`not a WireFailure: ${String(error)}`);
  expect(error.message).not.toContain('/x');
  return error.fault;
}

describe('an exchange', () => {
  it('brings status, media type and body, many times over one connection', async () => {
    const ports = new Set<number | undefined>();
    const url = await serve((incoming, response) => {
      ports.add(incoming.socket.remotePort);
      incoming.pipe(response.writeHead(201, { 'content-type': 'Text/XML; charset=utf-8' }));
    });
    const client = outbound();
    for (let round = 0; round < 5; round += 1) {
      const reply = await client.exchange(url, request);
      expect(reply).toMatchObject({ status: 201, mediaType: 'text/xml' });
      expect(Buffer.from(reply.body).toString()).toBe('hello');
    }
    expect(ports.size).toBe(1);
  });

  it('does not follow a redirect', async () => {
    let asked = 0;
    const url = await serve((_incoming, response) => {
      asked += 1;
      response.writeHead(302, { location: '/elsewhere' }).end();
    });
    expect((await outbound().exchange(url, request)).status).toBe(302);
    expect(asked).toBe(1);
  });

  it('tells when the request has left', async () => {
    let sent = false;
    const url = await serve((_incoming, response) => void response.end());
    await outbound().exchange(url, { ...request, onSent: () => (sent = true) });
    expect(sent).toBe(true);
  });

  it('has a limit of size, whatever the length says', async () => {
    const endless = await serve((_incoming, response) => {
      const more = (): void => {
        while (response.write('x'.repeat(65_536)));
        response.once('drain', more);
      };
      more();
    });
    expect(await faultOf(endless)).toBe('tooLarge');
  });

  it('has a limit of time: before, inside and after the head', async () => {
    const silent = await serve(() => undefined);
    const halting = await serve((_incoming, response) => void response.writeHead(200).write('x'));
    const dripping = await serve((_incoming, response) => {
      const drip = setInterval(() => response.write('x'), 20);
      response.on('close', () => clearInterval(drip));
    });
    for (const url of [silent, halting, dripping]) expect(await faultOf(url, { timeoutMs: 150 })).toBe('timeout');
  });

  it('tells nobody there from somebody who breaks off', async () => {
    const gone = await serve((incoming) => void incoming.socket.destroy());
    expect(await faultOf(gone)).toBe('broken');
    const cut = await serve((incoming, response) => {
      response.writeHead(200, { 'content-length': 100 });
      response.write('x', () => incoming.socket.destroy());
    });
    expect(await faultOf(cut)).toBe('broken');
    for (const close of open.splice(0)) close();
    expect(await faultOf(gone)).toBe('unreachable');
  });

  it('can be ended from outside', async () => {
    const silent = await serve(() => undefined);
    const abort = new AbortController();
    setTimeout(() => abort.abort(), 50);
    expect(await faultOf(silent, { signal: abort.signal })).toBe('broken');
  });

  it('takes no packed body', async () => {
    const url = await serve(
      (_incoming, response) => void response.writeHead(200, { 'content-encoding': 'gzip' }).end('x'),
    );
    expect(await faultOf(url)).toBe('encoded');
  });
});

describe('TLS', () => {
  const files = makeTlsFiles();
  const { authority, server, client, stranger } = files;
  const trusting: OutboundTls = { ca: authority.certificate, serverName: 'mssp.example' };
  const own = (pem: { certificate: string; key: string }): OutboundTls => ({ ...trusting, ...pem });
  const ok: RequestListener = (_incoming, response) => void response.end('ok');
  const plainTls = { cert: server.certificate, key: server.key };
  const mutual = { ...plainTls, ca: authority.certificate, requestCert: true, rejectUnauthorized: true };

  it('the server has to be who we meant', async () => {
    const url = await serve(ok, plainTls);
    expect((await outbound(trusting).exchange(url, request)).status).toBe(200);
    expect(await faultOf(url)).toBe('untrusted');
    expect(await faultOf(url, {}, { ca: files.strangerAuthority.certificate, serverName: 'mssp.example' })).toBe(
      'untrusted',
    );
    expect(await faultOf(url, {}, { ...trusting, serverName: 'other.example' })).toBe('untrusted');
    expect(await faultOf(url, {}, { ca: authority.certificate })).toBe('untrusted');
  });

  it('the server asks who we are: our certificate, no other, and not none', async () => {
    const url = await serve(ok, mutual);
    expect((await outbound(own(client)).exchange(url, request)).status).toBe(200);
    expect(['untrusted', 'broken']).toContain(await faultOf(url, {}, own(stranger)));
    expect(['untrusted', 'broken']).toContain(await faultOf(url, {}, trusting));
  });

  it('nothing older than TLS 1.2', async () => {
    const old = await serve(ok, {
      ...plainTls,
      minVersion: 'TLSv1',
      maxVersion: 'TLSv1.1',
      ciphers: 'ALL:@SECLEVEL=0',
    });
    expect(await faultOf(old, {}, trusting)).toBe('untrusted');
    const two = await serve(ok, { ...plainTls, maxVersion: 'TLSv1.2' });
    expect((await outbound(trusting).exchange(two, request)).status).toBe(200);
  });

  it('a key that does not fit its certificate is found at the start', () => {
    expect(() => new Outbound({ ...trusting, certificate: client.certificate, key: stranger.key })).toThrow();
    expect(() => new Outbound({ ca: 'nothing that can be read', certificate: 'nor this' })).toThrow();
  });
});

describe('addresses of counterparties', () => {
  it.each(['https://mssp.example/soap', 'http://127.0.0.1:8080/x', 'http://localhost/x', 'http://[::1]:1/x'])(
    '%s',
    (text) => {
      expect(readEndpoint('it', text).href).toBe(text);
    },
  );

  it.each([
    ['', 'no address'],
    ['mssp.example', 'no address'],
    ['http://mssp.example/', 'https'],
    ['http://127.0.0.1.evil.example/', 'https'],
    ['ftp://mssp.example/', 'https'],
    ['https://user:secret@mssp.example/', 'without user'],
    ['https://mssp.example/#x', 'fragment'],
  ])('not %s', (text, why) => {
    expect(() => readEndpoint('it', text)).toThrow(why);
    expect(() => readEndpoint('it', text)).not.toThrow('secret');
  });
});
