import type { HttpReply } from './request/wire.js';

interface HookedServer {
  addHook(name: 'preClose', hook: (done: () => void) => void): unknown;
  addHook(
    name: 'onSend',
    hook: (request: unknown, reply: HttpReply, payload: unknown, done: (error: null, payload: unknown) => void) => void,
  ): unknown;
}

/**
 * While a Fastify server closes, every answer is the last on its connection. Otherwise a client that keeps connections open
 * would keep the server from ending until it loses interest.
 */
export function endConnectionsWhenClosing(server: unknown): void {
  const hooked = server as HookedServer;
  let closing = false;
  hooked.addHook('preClose', (done) => {
    closing = true;
    done();
  });
  hooked.addHook('onSend', (_request, reply, payload, done) => {
    if (closing) reply.header('connection', 'close');
    done(null, payload);
  });
}
