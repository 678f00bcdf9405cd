import type { CastPersonHandle } from '../../../../src/adapters/sandbox/index.js';
import { password } from '../support/acts.js';
import { codeFor, formOf, start, step } from '../support/acts.js';
import type { Answer, StorageName, World } from '../support/world.js';
import { noProduction } from '../../../support/production/servers.js';
import { skipped } from '../../../support/skip.js';

/** Every story is told over each of these. */
export const storages: readonly StorageName[] = [
  'memory',
  'embedded',
  ...(noProduction === undefined ? (['EventStoreDB + Redis'] as const) : []),
];
if (noProduction !== undefined) skipped('stories over EventStoreDB + Redis', noProduction);

export const redirectUri = 'http://localhost:4000/back';

/** Long enough for another code to the same phone. */
export const aMinute = 61_000;

/** The status and, of a problem, the code: what a story expects of a call. */
export const told = ({ status, body }: Answer): readonly [number, string | undefined] => [status, body?.code];

type Reply = { readonly kind: 'authorizationCode'; readonly code: string; readonly state: string };

/** Logs somebody in on VNeID's page: what the redirect brings back. */
export async function atVneid(world: World, who: string, authorizeUrl: string, onBehalfOf = ''): Promise<Reply> {
  const login = await world.post('/sandbox/vneid/authorize', { who, authorizeUrl, onBehalfOf });
  return { kind: 'authorizationCode', code: login.body.code, state: login.body.state };
}

/** Registers by VNeID. */
export async function registerByVneid(world: World, who: CastPersonHandle): Promise<Answer> {
  const started = await start(world, { method: 'vneid', redirectUri });
  return step(world, started, await atVneid(world, who, started.body.due.authorizeUrl));
}

/** Signs with somebody's USB token. */
export async function sign(world: World, who: string, challenge: string) {
  const { signature } = (await world.post('/sandbox/usb-token', { who, challenge })).body;
  return { kind: 'signature', signature } as const;
}

/** Registers by the certificate on somebody's USB token. */
export async function registerByToken(world: World, who: string, more: object = {}): Promise<Answer> {
  const started = await start(world, { method: 'usbToken', ...more });
  await step(world, started, await sign(world, who, started.body.due.challenge));
  const email = 'vanthu@maytrang.example';
  return step(world, started, { kind: 'holderConfirmation', ...('subject' in more && { email }) });
}

/** Logs in by VNeID, as far as VNeID itself goes. */
export async function answerByVneid(world: World, who: string, more: object = {}, onBehalfOf = ''): Promise<Answer> {
  const { body } = await world.post('/v1/logins/proofs', { method: 'vneid', redirectUri, ...more });
  const proof = await atVneid(world, who, body.due.authorizeUrl, onBehalfOf);
  return world.post('/v1/logins/proofs/answer', { loginToken: body.loginToken, ...proof });
}

/** Logs in by USB token. */
export async function answerByToken(world: World, who: string, more: object = {}): Promise<Answer> {
  const { body } = await world.post('/v1/logins/proofs', { method: 'usbToken', ...more });
  const proof = await sign(world, who, body.due.challenge);
  return world.post('/v1/logins/proofs/answer', { loginToken: body.loginToken, ...proof });
}

/** The right password of somebody registered by mobile subscription: a login that waits for its code. */
export async function afterPassword(
  world: World,
  who: CastPersonHandle,
  secret = password,
  personId = formOf(world, who)['personId'],
): Promise<Answer> {
  world.pass(aMinute);
  return world.post('/v1/logins', { personId, password: secret });
}

/** Opens a session by password and code; the code comes to `phone`. */
export async function logInBy(
  world: World,
  who: CastPersonHandle,
  { secret = password, phone = formOf(world, who)['phone'] ?? '', personId = formOf(world, who)['personId'] } = {},
): Promise<Answer> {
  const { body } = await afterPassword(world, who, secret, personId);
  return world.post('/v1/logins/confirm', { loginToken: body.loginToken, code: await codeFor(world, phone) });
}

/** What a poll of at most ten seconds brings. */
export async function eventually<T>(look: () => Promise<T | undefined>): Promise<T> {
  for (let tries = 0; tries < 500; tries += 1) {
    const found = await look();
    if (found !== undefined) return found;
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  throw new Error('nothing came');
}

/** The token of the newest link to an address or phone whose path is this. */
export const linkTo = (world: World, to: string, path: string): Promise<string> =>
  eventually(async () => {
    const { messages } = (await world.get(`/sandbox/inbox?to=${encodeURIComponent(to)}`)).body;
    const found = messages.find(({ link }: { link: string | null }) => link?.includes(`/${path}?`) === true);
    return found?.token as string | undefined;
  });

/** Presses the button of the page behind a link. */
export const press = (world: World, path: string, token: string): Promise<Answer> =>
  world.post(`/${path}`, undefined, {
    raw: new URLSearchParams({ token }).toString(),
    headers: { 'content-type': 'application/x-www-form-urlencoded', accept: 'text/html' },
  });
