import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { CrlContext } from '../../../../src/adapters/pki/path/crl/crl-context.js';
import { crlStatus } from '../../../../src/adapters/pki/path/crl/crl-status.js';
import { LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { parseCrl, type Crl } from '../../../../src/adapters/pki/x509/crl.js';
import { at, extension, makeCrl, type CrlPlan } from './made-certificates.js';
import { makeAuthority, makeHolder, makeRoot, type Party } from './made-parties.js';

export const day = 86_400_000;
export const root = makeRoot('Root');
export const issuing = makeAuthority(root, 'Issuing');
export const uri = (path: string) => der.taggedOctets(6, Buffer.from(`http://crl.example/${path}`, 'latin1'));
export const fullName = (...names: Uint8Array[]) => der.tagged(0, der.tagged(0, ...names));
export const points = (...each: Uint8Array[]) => extension('2.5.29.31', der.sequence(...each));
export const scope = (...fields: Uint8Array[]) => extension('2.5.29.28', der.sequence(...fields), true);
export const flag = (n: number) => der.taggedOctets(n, Uint8Array.of(0xff));
export const reasons = (n: number, ...bits: number[]) => der.namedBits(bits, 0x80 | n);
export const crlNumber = (n: number) => extension('2.5.29.20', der.integer(n));
export const deltaOn = (n: number) => extension('2.5.29.27', der.integer(n), true);
export const serial = 77;
export const holder = makeHolder(issuing, 'Holder', { serial: der.integer(serial) });

export const crl = (plan: Partial<CrlPlan> = {}, signer: Party = issuing): Crl =>
  parseCrl(makeCrl({ issuer: signer.name, signer: signer.key, ...plan }));
export const fullCrl = (authority: Party): Crl => crl({}, authority);

export function status(
  crls: readonly Crl[],
  given: Partial<CrlContext> & { readonly of?: Party; readonly by?: Party } = {},
) {
  const { of = holder, by = issuing, ...context } = given;
  return crlStatus(
    { certificate: of.certificate, issuer: by.certificate, anchor: root.certificate },
    { crls, candidates: [issuing.certificate], anchors: [root.certificate], at, links: new LinkVerifier(), ...context },
  );
}

export const problems = (...asked: Parameters<typeof status>): readonly string[] => {
  const verdict = status(...asked);
  return verdict.status === 'undetermined' ? verdict.problems : [verdict.status];
};
