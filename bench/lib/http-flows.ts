import type { Connection, Connections } from './http-client.js';
import { BIRTH_DATE, CODE, NAME, PASSWORD, person } from './people.js';
import { type Flows, terms } from './service.js';

/** The same flows over HTTP, one connection a caller. */
export const httpFlows = (connections: Connections): Flows => ({
  register: (index) =>
    connections.with(async (connection) => {
      const { personId, phone } = person(index);
      const form = { personId, name: NAME, birthDate: BIRTH_DATE, phone };
      const { registrationId } = await ask(connection, '/v1/registrations', {
        subject: 'citizen',
        method: 'mobileSubscriber',
        consent: terms,
        ...form,
      });
      const steps = `/v1/registrations/${String(registrationId)}/steps`;
      await ask(connection, steps, { kind: 'otp', code: CODE });
      const password = { kind: 'password', password: PASSWORD, confirmation: PASSWORD };
      const { status } = await ask(connection, steps, password);
      if (status !== 'registered') throw new Error('A registration must end registered');
    }),
  logIn: (index) =>
    connections.with(async (connection) => {
      const { personId } = person(index);
      const { loginToken } = await ask(connection, '/v1/logins', { personId, password: PASSWORD });
      await ask(connection, '/v1/logins/confirm', { loginToken, code: CODE });
    }),
});

async function ask(connection: Connection, path: string, body: object): Promise<Readonly<Record<string, unknown>>> {
  const { status, body: text } = await connection.post(path, body);
  if (status < 200 || status > 299) throw new Error(`${path} was answered with ${status}: ${text}`);
  return JSON.parse(text) as Record<string, unknown>;
}
