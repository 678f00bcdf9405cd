import * as der from '../../../../src/adapters/pki/der/writer.js';
import { parseCrl } from '../../../../src/adapters/pki/x509/crl.js';
import {
  root,
  issuing,
  scope,
  flag,
  crlNumber,
  deltaOn,
  serial,
  crl,
  status,
  problems,
} from '../support/asked-lists.js';
import { at, extension, revokedLine, reasonExtension, makeCrl } from '../support/made-certificates.js';

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

  it('alone does so: a complete one that takes back names a revoked certificate', () => {
    const strange = crl({ extensions: [crlNumber(5)], revoked: [revokedLine(serial, reasonExtension(8))] });
    expect(status([strange]).status).toBe('revoked');
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
