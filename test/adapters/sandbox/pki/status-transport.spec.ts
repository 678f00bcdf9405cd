import { createServer } from 'node:http';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { SandboxControls } from '../../../../src/adapters/sandbox/index.js';
import { crlAddress } from '../../../../src/adapters/sandbox/pki/addresses.js';
import { SandboxRevocations } from '../../../../src/adapters/sandbox/pki/revocations.js';
import { StatusService } from '../../../../src/adapters/sandbox/pki/status-service.js';
import {
  ControlledStatus,
  InProcessStatus,
  StatusOverHttp,
} from '../../../../src/adapters/sandbox/pki/status-transport.js';
import { testSandbox } from '../../../support/test-sandbox.js';

const { sandbox, now } = testSandbox();
const service = new StatusService(new SandboxRevocations(sandbox.population), { now });
const inProcess = new InProcessStatus(service);
const list = { method: 'GET', kind: 'crl', url: crlAddress('token') } as const;
const elsewhere = { ...list, url: 'http://pki.example/crl/token.crl' };
const { body: bytes } = service.answer({ method: 'GET', path: '/crl/token.crl' });

describe('whoever asks the sandbox about certificates', () => {
  it('is answered in this process, and nowhere else', async () => {
    expect(await inProcess.fetch(list)).toEqual({ kind: 'answered', bytes });
    expect(await inProcess.fetch(elsewhere)).toEqual({ kind: 'silent', why: 'notAllowed' });
    const unknown = { ...list, url: list.url.replace('token', 'nobody') };
    expect(await inProcess.fetch(unknown)).toEqual({ kind: 'silent', why: 'httpStatus' });
  });

  it('is answered over HTTP where the service is found to be, once it is known', async () => {
    const asked: (string | undefined)[] = [];
    const server = createServer((request, response) => {
      asked.push(request.url);
      response.end(bytes);
    }).listen(0, '127.0.0.1');
    let address = 'http://127.0.0.1:1';
    const overHttp = new StatusOverHttp(() => address);
    try {
      await once(server, 'listening');
      expect(await overHttp.fetch(list)).toEqual({ kind: 'silent', why: 'unreachable' });
      address = `http://127.0.0.1:${(server.address() as AddressInfo).port}/sandbox/pki`;
      expect(await overHttp.fetch(list)).toEqual({ kind: 'answered', bytes: Buffer.from(bytes) });
      expect(await overHttp.fetch(elsewhere)).toEqual({ kind: 'silent', why: 'notAllowed' });
      expect(asked).toEqual(['/sandbox/pki/crl/token.crl']);
    } finally {
      server.close();
    }
  });

  it('hears nothing while the controls say so, or what they say instead', async () => {
    const controls = new SandboxControls({ now });
    const controlled = new ControlledStatus(inProcess, controls);
    controls.down('statusService', { calls: 1 });
    controls.answerNext('statusService', { kind: 'silent', why: 'timeout' });
    expect(await controlled.fetch(list)).toEqual({ kind: 'silent', why: 'unreachable' });
    expect(await controlled.fetch(list)).toEqual({ kind: 'silent', why: 'timeout' });
    expect(await controlled.fetch(list)).toEqual({ kind: 'answered', bytes });
    expect(controls.calls('statusService').map(({ operation, outcome }) => [operation, outcome])).toEqual([
      ['crl', 'unavailable'],
      ['crl', 'scripted'],
      ['crl', 'answered'],
    ]);
  });
});
