import { createConnection, type Server } from 'node:net';
import { jest } from '@jest/globals';
import { makeUnsafePlainHasher } from '../../../src/adapters/testing/plain-hasher.js';
import { createServer, portOf } from '../../../src/adapters/nest/index.js';
import type { DinhDanh } from '../../../src/application/composition/create.js';
import { openInMemory } from '../../../src/infrastructure/in-memory.js';
import { makeSandboxCore } from '../../../src/infrastructure/sandbox-core.js';
import { termsText, termsTitle } from '../../../src/infrastructure/terms/sandbox-terms.js';

async function until(holds: () => boolean): Promise<void> {
  while (!holds()) await new Promise((resolve) => setTimeout(resolve, 5));
}

describe('shutting down', () => {
  it('answers what is under way, then stops the core, and takes nothing new', async () => {
    const told: string[] = [];
    const opened = openInMemory({ passwordHasher: makeUnsafePlainHasher() });
    const { core, sandbox } = makeSandboxCore({
      opened,
      captcha: 'off',
      people: 50,
      baseUrl: () => 'http://portal.example',
      onError: (error) => told.push(String(error)),
    });
    const watched: DinhDanh = {
      ...core,
      async stop() {
        told.push('core stopped');
        await core.stop();
      },
    };
    const app = await createServer({
      module: { core: watched, http: { terms: { title: termsTitle, text: termsText } } },
      onRequest: ({ status }) => told.push(`answered ${status}`),
    });
    await app.listen(0, '127.0.0.1');
    const port = portOf(app);
    const { edition, digest } = core.registrations.terms();
    sandbox.controls.delay('smsSender', 1_000);
    const begun = jest.spyOn(core.registrations, 'start');
    const underWay = fetch(`http://127.0.0.1:${port}/v1/registrations`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({
        ...{ subject: 'citizen', method: 'mobileSubscriber', consent: { edition, digest }, personId: '001090990001' },
        ...{ name: 'Nguyễn Minh An', birthDate: '12/05/1990', phone: '0950000001' },
      }),
    });
    await until(() => begun.mock.calls.length > 0);
    const closed = app.close();
    await until(() => !(app.getHttpServer() as Server).listening);
    const refused = await new Promise<boolean>((resolve) => {
      const socket = createConnection(port, '127.0.0.1', () => {
        socket.destroy();
        resolve(false);
      });
      socket.once('error', () => resolve(true));
    });
    expect(refused).toBe(true);
    const answer = await underWay;
    expect(answer.headers.get('connection')).toBe('close');
    await closed;
    expect(told).toEqual(['answered 201', 'core stopped']);
    opened.close();
  });
});
