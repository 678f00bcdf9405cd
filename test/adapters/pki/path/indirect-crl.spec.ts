import * as der from '../../../../src/adapters/pki/der/writer.js';
import type { Crl } from '../../../../src/adapters/pki/x509/crl.js';
import {
  day,
  root,
  issuing,
  uri,
  fullName,
  points,
  scope,
  flag,
  serial,
  crl,
  fullCrl,
  status,
  problems,
} from '../support/asked-lists.js';
import { at, commonName, extension, revokedLine } from '../support/made-certificates.js';
import { type Party, keyUsage, crlSign, makeRoot, makeHolder } from '../support/made-parties.js';

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

  it('is one only if it says so: otherwise each line is about its own issuer, whomever it names', () => {
    const direct = crl({ revoked: [revokedLine(1, issuerLine(root)), revokedLine(serial)] });
    expect(status([direct]).status).toBe('revoked');
    expect(status([crl({ revoked: [revokedLine(serial, issuerLine(root))] })]).status).toBe('revoked');
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
