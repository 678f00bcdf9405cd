import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { CrlContext } from '../../../../src/adapters/pki/path/crl/crl-context.js';
import { crlStatus } from '../../../../src/adapters/pki/path/crl/crl-status.js';
import { LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { parseCrl, type Crl } from '../../../../src/adapters/pki/x509/crl.js';
import {
  at,
  commonName,
  extension,
  makeCrl,
  newRsaKey,
  reasonExtension,
  revokedLine,
  type CrlPlan,
} from '../support/made-certificates.js';
import { crlSign, keyUsage, makeAuthority, makeHolder, makeRoot, type Party } from '../support/made-parties.js';

const day = 86_400_000;
const root = makeRoot('Root');
const issuing = makeAuthority(root, 'Issuing');
const uri = (path: string) => der.taggedOctets(6, Buffer.from(`http://crl.example/${path}`, 'latin1'));
const fullName = (...names: Uint8Array[]) => der.tagged(0, der.tagged(0, ...names));
const points = (...each: Uint8Array[]) => extension('2.5.29.31', der.sequence(...each));
const scope = (...fields: Uint8Array[]) => extension('2.5.29.28', der.sequence(...fields), true);
const flag = (n: number) => der.taggedOctets(n, Uint8Array.of(0xff));
const reasons = (n: number, ...bits: number[]) => der.namedBits(bits, 0x80 | n);
const crlNumber = (n: number) => extension('2.5.29.20', der.integer(n));
const deltaOn = (n: number) => extension('2.5.29.27', der.integer(n), true);
const serial = 77;
const holder = makeHolder(issuing, 'Holder', { serial: der.integer(serial) });

const crl = (plan: Partial<CrlPlan> = {}, signer: Party = issuing): Crl =>
  parseCrl(makeCrl({ issuer: signer.name, signer: signer.key, ...plan }));
const fullCrl = (authority: Party): Crl => crl({}, authority);

function status(crls: readonly Crl[], given: Partial<CrlContext> & { readonly of?: Party; readonly by?: Party } = {}) {
  const { of = holder, by = issuing, ...context } = given;
  return crlStatus(
    { certificate: of.certificate, issuer: by.certificate, anchor: root.certificate },
    { crls, candidates: [issuing.certificate], anchors: [root.certificate], at, links: new LinkVerifier(), ...context },
  );
}

const problems = (...asked: Parameters<typeof status>): readonly string[] => {
  const verdict = status(...asked);
  return verdict.status === 'undetermined' ? verdict.problems : [verdict.status];
};

describe('what a CRL says of a certificate', () => {
  it('is good if it does not name it, until its next update', () => {
    const list = crl({ revoked: [revokedLine(serial + 1)] });
    expect(status([list])).toEqual({ status: 'good', crls: [list], until: at + day });
  });

  it('is good to the last moment of its validity', () => {
    const list = crl({ nextUpdate: at });
    expect(status([list]).status).toBe('good');
    expect(problems([list], { at: at + 1 })).toEqual(['stale']);
    expect(status([crl({ thisUpdate: at })]).status).toBe('good');
  });

  it('is revoked with time and reason if it does', () => {
    expect(status([crl({ revoked: [revokedLine(serial, reasonExtension(1))] })])).toMatchObject({
      status: 'revoked',
      at: at - 2 * day,
      reason: 'keyCompromise',
    });
  });

  it('is what the newest one says that is in force', () => {
    const older = crl({ thisUpdate: at - 2 * day });
    const newer = crl({ revoked: [revokedLine(serial)] });
    expect(status([older, newer]).status).toBe('revoked');
  });

  it.each<[string, readonly string[], () => readonly string[]]>([
    ['there is none', ['noCrl'], () => problems([])],
    ['it is of another authority', ['noCrl'], () => problems([fullCrl(root)])],
    ['it is out of date', ['stale'], () => problems([crl({ nextUpdate: at - 1000 })])],
    ['it names no next update', ['stale'], () => problems([crl({ nextUpdate: null })])],
    ['it is of a time to come', ['fromTheFuture'], () => problems([crl({ thisUpdate: at + 1000 })])],
    [
      'it says something critical that nobody knows',
      ['unknownCritical'],
      () => problems([crl({ extensions: [extension('1.2.3', der.nothing(), true)] })]),
    ],
    [
      'it says so of any line',
      ['unknownCritical'],
      () => problems([crl({ revoked: [revokedLine(1, extension('1.2.3', der.nothing(), true))] })]),
    ],
    [
      'another key signed it',
      ['badSignature'],
      () => problems([parseCrl(makeCrl({ issuer: issuing.name, signer: root.key }))]),
    ],
    [
      'SHA-1 signed it',
      ['weakSignature'],
      () => {
        const weak = makeAuthority(root, 'Weak', { key: newRsaKey(2048, 'sha1') });
        return problems([fullCrl(weak)], { of: makeHolder(weak, 'X'), by: weak });
      },
    ],
    [
      'its authority’s key is not for CRLs',
      ['signerKeyUsage'],
      () => {
        const other = makeAuthority(root, 'No lists', { extensions: [keyUsage(5)] });
        return problems([fullCrl(other)], { of: makeHolder(other, 'X'), by: other });
      },
    ],
    ['it is for authorities’ certificates only', ['noCrl'], () => problems([crl({ extensions: [scope(flag(2))] })])],
    ['it is for attribute certificates only', ['noCrl'], () => problems([crl({ extensions: [scope(flag(5))] })])],
    [
      'it is for another distribution point',
      ['noCrl'],
      () => problems([crl({ extensions: [scope(fullName(uri('b')))] })]),
    ],
    [
      'it speaks of some reasons only',
      ['reasonsNotCovered'],
      () => problems([crl({ extensions: [scope(reasons(3, 1, 2))] })]),
    ],
    [
      'there is nothing left to pay for its signature',
      ['tooComplex'],
      () => problems([crl()], { links: new LinkVerifier(undefined, 0) }),
    ],
  ])('is not to be had if %s', (_, expected, find) => {
    expect(find()).toEqual(expected);
  });

  it('is put together from lists that cover all reasons', () => {
    const some = crl({ extensions: [scope(reasons(3, 1, 2))] });
    const others = crl({ extensions: [scope(reasons(3, 3, 4, 5, 6, 7, 8))] });
    expect(status([some, others])).toMatchObject({ status: 'good', crls: [some, others] });
    const again = crl({ extensions: [scope(reasons(3, 1))] });
    expect(status([some, again, others])).toMatchObject({ status: 'good', crls: [some, others] });
  });

  it('depends on the point the certificate names', () => {
    const named = makeHolder(issuing, 'Named', { extensions: [points(der.sequence(fullName(uri('a'))))] });
    const list = crl({ extensions: [scope(fullName(uri('a'), uri('b')))] });
    expect(status([list], { of: named }).status).toBe('good');
  });
});

const named = (authority: Party) => der.tagged(4, authority.name);
const lister = makeHolder(root, 'Lister', { extensions: [keyUsage(crlSign)] });
const elsewhere = (...fields: Uint8Array[]): Party =>
  makeHolder(issuing, 'Elsewhere', {
    serial: der.integer(serial),
    extensions: [points(der.sequence(...fields, der.tagged(2, named(lister))))],
  });
const issuerLine = (authority: Party) => extension('2.5.29.29', der.sequence(named(authority)), true);
const indirect = (revoked: readonly Uint8Array[] = [], more: readonly Uint8Array[] = []) =>
  crl({ revoked, extensions: [scope(...more, flag(4))] }, lister);

describe('an indirect CRL', () => {
  const known = { candidates: [issuing.certificate, lister.certificate] };
  const target = elsewhere();
  const aboutLister = fullCrl(root);

  it('speaks for other authorities where the certificate says so', () => {
    expect(status([indirect(), aboutLister], { of: target, ...known }).status).toBe('good');
    const revoked = indirect([revokedLine(serial, issuerLine(issuing))]);
    expect(status([revoked, aboutLister], { of: target, ...known }).status).toBe('revoked');
    const byName = elsewhere(fullName(uri('a')));
    expect(status([indirect([], [fullName(uri('a'))]), aboutLister], { of: byName, ...known }).status).toBe('good');
  });

  it('may be named by its issuer alone', () => {
    const list = indirect([], [fullName(named(lister))]);
    expect(status([list, aboutLister], { of: target, ...known }).status).toBe('good');
    const other = indirect([], [fullName(named(root))]);
    expect(problems([other, aboutLister], { of: target, ...known })).toEqual(['noCrl']);
  });

  it('names the authority of each line, or repeats the one before', () => {
    const own = indirect([revokedLine(serial)]);
    const others = indirect([revokedLine(1, issuerLine(root)), revokedLine(serial)]);
    const ours = indirect([revokedLine(1, issuerLine(issuing)), revokedLine(serial)]);
    const statuses = [own, others, ours].map((list) => status([list, aboutLister], { of: target, ...known }).status);
    expect(statuses).toEqual(['good', 'good', 'revoked']);
  });

  it.each<[string, readonly string[], () => readonly string[]]>([
    [
      'does not say that it is one',
      ['noCrl'],
      () => problems([crl({}, lister), aboutLister], { of: target, ...known }),
    ],
    ['is signed by who is not at hand', ['signerNotFound'], () => problems([indirect()], { of: target })],
    ['is signed by who may be revoked', ['signerUnchecked'], () => problems([indirect()], { of: target, ...known })],
    [
      'is signed by who was revoked',
      ['signerRevoked'],
      () => {
        const line = revokedLine(Number(`0x${lister.certificate.serial}`));
        return problems([indirect(), crl({ revoked: [line] }, root)], { of: target, ...known });
      },
    ],
    [
      'is signed by who is under no anchor',
      ['signerUntrusted'],
      () => {
        const stranger = makeHolder(makeRoot('Root'), 'Lister', { extensions: [keyUsage(crlSign)] });
        const list = crl({ extensions: [scope(flag(4))] }, stranger);
        return problems([list], { of: target, candidates: [issuing.certificate, stranger.certificate] });
      },
    ],
    [
      'is signed by who is under another anchor',
      ['signerUntrusted'],
      () => {
        const elsewhere = makeRoot('Another root');
        const stranger = makeHolder(elsewhere, 'Lister', { extensions: [keyUsage(crlSign)] });
        const list = crl({ extensions: [scope(flag(4))] }, stranger);
        const candidates = [issuing.certificate, stranger.certificate];
        const anchors = [root.certificate, elsewhere.certificate];
        return problems([list, fullCrl(elsewhere)], { of: target, candidates, anchors });
      },
    ],
    [
      'is signed by who has expired',
      ['signerUntrusted'],
      () => {
        const late = makeHolder(root, 'Lister', { notAfter: at - day, extensions: [keyUsage(crlSign)] });
        const list = crl({ extensions: [scope(flag(4))] }, late);
        return problems([list, aboutLister], { of: target, candidates: [late.certificate] });
      },
    ],
  ])('says nothing if it %s', (_, expected, find) => {
    expect(find()).toEqual(expected);
  });

  it('that is listed by itself ends the circle', () => {
    const self = makeHolder(root, 'Lister', {
      extensions: [keyUsage(crlSign), points(der.sequence(der.tagged(2, named(lister))))],
    });
    const list = crl({ extensions: [scope(flag(4))] }, self);
    expect(status([list], { of: target, candidates: [self.certificate] }).status).toBe('good');
  });
});

it('a signer who waits for a signer who waits, and so on, is not waited for', () => {
  const after = (signers: number): readonly string[] => {
    const candidates: Party[] = [];
    const lists: Crl[] = [];
    const pointAt = (name: Uint8Array) => points(der.sequence(der.tagged(2, der.tagged(4, name))));
    for (let i = 0; i < signers; i += 1) {
      const next = commonName(`Lister ${i + 1}`);
      const last = i === signers - 1;
      const one = makeHolder(root, `Lister ${i}`, {
        extensions: [keyUsage(crlSign), last ? points(der.sequence(fullName(uri('last')))) : pointAt(next)],
      });
      candidates.push(one);
      lists.push(crl({ extensions: [scope(flag(4))] }, one));
    }
    const of = makeHolder(issuing, 'Patient', { extensions: [pointAt(commonName('Lister 0'))] });
    const forLast = crl({ extensions: [scope(fullName(uri('last')))] }, root);
    return problems([...lists, forLast], { of, candidates: candidates.map(({ certificate }) => certificate) });
  };
  expect(after(5)).toEqual(['good']);
  expect(after(7)).toEqual(['signerUnchecked']);
});

describe('a delta CRL', () => {
  const complete = crl({ extensions: [crlNumber(5)], revoked: [revokedLine(serial, reasonExtension(6))] });
  const delta = (number: number, base: number, ...revoked: Uint8Array[]) =>
    crl({ extensions: [crlNumber(number), deltaOn(base)], revoked, thisUpdate: at - 1000 });

  it('takes a hold back', () => {
    const released = delta(7, 5, revokedLine(serial, reasonExtension(8)));
    expect(status([complete]).status).toBe('revoked');
    expect(status([complete, released])).toMatchObject({ status: 'good', crls: [complete, released] });
    expect(status([complete, released], { useDeltas: false }).status).toBe('revoked');
  });

  it('revokes what the complete one does not name yet', () => {
    const clean = crl({ extensions: [crlNumber(5)] });
    expect(status([clean, delta(7, 5, revokedLine(serial))]).status).toBe('revoked');
  });

  it.each([
    ['builds on a newer list than is at hand', delta(9, 6, revokedLine(serial, reasonExtension(8)))],
    ['is no newer than the complete one', delta(5, 4, revokedLine(serial, reasonExtension(8)))],
    [
      'has another scope',
      crl({
        extensions: [crlNumber(7), deltaOn(5), scope(flag(1))],
        revoked: [revokedLine(serial, reasonExtension(8))],
      }),
    ],
    [
      'is of another key of its authority',
      crl({
        extensions: [
          crlNumber(7),
          deltaOn(5),
          extension('2.5.29.35', der.sequence(der.taggedOctets(0, Uint8Array.of(1)))),
        ],
        revoked: [revokedLine(serial, reasonExtension(8))],
      }),
    ],
    [
      'is out of date',
      crl({
        extensions: [crlNumber(7), deltaOn(5)],
        revoked: [revokedLine(serial, reasonExtension(8))],
        nextUpdate: at - 1000,
      }),
    ],
    [
      'is signed by another key',
      parseCrl(
        makeCrl({
          issuer: issuing.name,
          signer: root.key,
          extensions: [crlNumber(7), deltaOn(5)],
          revoked: [revokedLine(serial, reasonExtension(8))],
        }),
      ),
    ],
  ])('counts for nothing if it %s', (_, unusable) => {
    expect(status([complete, unusable]).status).toBe('revoked');
  });

  it('alone is no list', () => {
    expect(problems([delta(7, 5)])).toEqual(['noCrl']);
  });
});
