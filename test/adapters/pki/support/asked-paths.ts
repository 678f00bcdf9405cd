import * as der from '../../../../src/adapters/pki/der/writer.js';
import { findPath } from '../../../../src/adapters/pki/path/find-path.js';
import type { PathRequest } from '../../../../src/adapters/pki/path/path-request.js';
import { at } from './made-certificates.js';
import { makeAuthority, makeHolder, makeRoot, type Party, type PartyPlan } from './made-parties.js';

export const day = 86_400_000;
export const root = makeRoot('Root');
export const issuing = makeAuthority(root, 'Issuing');
export const holder = makeHolder(issuing, 'Holder');

type Asked = Partial<Omit<PathRequest, 'target' | 'candidates' | 'anchors'>> & { readonly anchor?: Party };

export const ask = (target: Party, parties: readonly Party[], { anchor = root, ...asked }: Asked = {}) =>
  findPath({
    target: target.certificate,
    candidates: parties.map(({ certificate }) => certificate),
    anchors: [anchor.certificate],
    at,
    ...asked,
  });

/** Each code, and which certificate it is about. */
export const codes = (...asked: Parameters<typeof ask>): (string | number)[] =>
  ask(...asked).failures.flatMap(({ code, position }) => [code, position]);

export const under = (issuer: Party, plan: PartyPlan = {}): Party => makeHolder(issuer, 'Somebody', plan);

export const dnsName = (name: string): Uint8Array => der.taggedOctets(2, Buffer.from(name, 'latin1'));
