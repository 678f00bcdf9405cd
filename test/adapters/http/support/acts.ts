import type { DemoRole } from '../../../../src/adapters/cli/demo/demo-world.js';
import type { Cast, CastPersonHandle } from '../../../../src/adapters/sandbox/index.js';
import { openSandboxDoor } from '../../../../src/infrastructure/sandbox-door.js';
import type { Answer, World } from './world.js';

export const password = 'Trăng-Sáng#2026-rằm';

export const consent = async (world: World): Promise<{ readonly edition: string; readonly digest: string }> => {
  const { edition, digest } = (await world.get('/v1/terms')).body;
  return { edition, digest };
};

/** What somebody of the cast types into the first form. */
export const formOf = (world: World, handle: keyof Cast | DemoRole): Readonly<Record<string, string>> =>
  openSandboxDoor(world.sandbox)
    .people(false)
    .find((one) => one.handle === handle)?.form ?? {};

/** The newest code in somebody's inbox, as a script reads it. */
export async function codeFor(world: World, to: string): Promise<string> {
  const { body } = await world.get(`/sandbox/inbox?to=${encodeURIComponent(to)}`);
  return body.code ?? 'no code';
}

export async function start(
  world: World,
  form: object,
  headers: Readonly<Record<string, string>> = {},
): Promise<Answer> {
  const body = { subject: 'citizen', method: 'mobileSubscriber', consent: await consent(world), ...form };
  return world.post('/v1/registrations', body, { headers });
}

export const step = (world: World, { body }: Answer, input: object): Promise<Answer> =>
  world.post(`/v1/registrations/${body.registrationId}/steps`, input);

export const passwordStep = { kind: 'password', password, confirmation: password };

/** Registers by mobile subscription, to the end. */
export async function register(world: World, handle: CastPersonHandle): Promise<Answer> {
  const form = formOf(world, handle);
  const started = await start(world, form);
  if (started.status !== 201) return started;
  const confirmed = await step(world, started, { kind: 'otp', code: await codeFor(world, form['phone'] ?? '') });
  return confirmed.status === 200 ? step(world, started, passwordStep) : confirmed;
}

/** Logs somebody registered in: the answer of the second factor. */
export async function logIn(world: World, handle: CastPersonHandle): Promise<Answer> {
  const { personId, phone = '' } = formOf(world, handle);
  const first = await world.post('/v1/logins', { personId, password });
  if (first.status !== 200) return first;
  return world.post('/v1/logins/confirm', { loginToken: first.body.loginToken, code: await codeFor(world, phone) });
}
