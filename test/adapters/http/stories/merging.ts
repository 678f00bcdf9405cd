import type { CastPersonHandle } from '../../../../src/adapters/sandbox/index.js';
import { codeFor, formOf, passwordStep, start, step } from '../support/acts.js';
import type { Answer, World } from '../support/world.js';
import { redirectUri } from './support.js';

/** VNeID vouches for somebody at level 2, whatever account the sandbox gave them there. */
function proofAsEid(world: World, who: CastPersonHandle, authorizeUrl: string) {
  const { personalNumber, name, birthDate } = world.sandbox.cast[who];
  const eid = { subject: who, personalNumber, name, birthDate, level: 'eid2' } as const;
  world.sandbox.controls.answerNext('eidProvider', { kind: 'authenticated', eid, raw: '{}' });
  return { kind: 'authorizationCode', code: 'scripted', state: new URL(authorizeUrl).searchParams.get('state') };
}

/** Registers by VNeID, and opens a session by it. */
export async function registerAsEid(world: World, who: CastPersonHandle): Promise<{ id: string; token: string }> {
  const started = await start(world, { method: 'vneid', redirectUri });
  const done = await step(world, started, proofAsEid(world, who, started.body.due.authorizeUrl));
  return { id: done.body.account.accountId, token: await logInAsEid(world, who) };
}

export async function logInAsEid(world: World, who: CastPersonHandle): Promise<string> {
  const { body } = await world.post('/v1/logins/proofs', { method: 'vneid', redirectUri });
  const answer = { loginToken: body.loginToken, ...proofAsEid(world, who, body.due.authorizeUrl) };
  return (await world.post('/v1/logins/proofs/answer', answer)).body.opened.token;
}

/** Brings the account of a session up to date from the population register. */
export function sync(world: World, who: CastPersonHandle, token: string): Promise<Answer> {
  const { personalNumber, name, birthDate } = world.sandbox.cast[who];
  const typed = { personalNumber, name, birthDate: birthDate.split('-').reverse().join('/') };
  return world.post('/v1/me/sync', typed, { token });
}

/**
 * Registers by social insurance with the old CMND while the population register does not answer: an account that no
 * later one is known to be a duplicate of.
 */
export async function olderAccount(world: World, who: CastPersonHandle): Promise<string> {
  world.sandbox.controls.down('populationRegistry');
  const form = { ...formOf(world, who), method: 'socialInsurance', personId: world.sandbox.cast[who].cmnd };
  const started = await start(world, form);
  await step(world, started, { kind: 'otp', code: await codeFor(world, formOf(world, who)['phone'] ?? '') });
  const { body } = await step(world, started, passwordStep);
  world.sandbox.controls.up('populationRegistry');
  return body.account.accountId as string;
}
