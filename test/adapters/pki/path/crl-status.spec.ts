import * as der from '../../../../src/adapters/pki/der/writer.js';
import { LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { parseCrl } from '../../../../src/adapters/pki/x509/crl.js';
import {
  day,
  root,
  issuing,
  uri,
  fullName,
  points,
  scope,
  flag,
  reasons,
  serial,
  crl,
  fullCrl,
  status,
  problems,
} from '../support/asked-lists.js';
import { newRsaKey, at, extension, revokedLine, reasonExtension, makeCrl } from '../support/made-certificates.js';
import { keyUsage, makeAuthority, makeHolder } from '../support/made-parties.js';

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
