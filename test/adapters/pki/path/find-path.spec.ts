import * as der from '../../../../src/adapters/pki/der/writer.js';
import { buildPaths } from '../../../../src/adapters/pki/path/build-paths.js';
import { findPath, findPaths } from '../../../../src/adapters/pki/path/find-path.js';
import { IssuerIndex } from '../../../../src/adapters/pki/path/issuer-index.js';
import { linkCache, LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { signerPurpose, type PathRequest } from '../../../../src/adapters/pki/path/path-request.js';
import { parseCertificate, type Certificate } from '../../../../src/adapters/pki/x509/certificate.js';
import { at, caExtension, extension, newKey, newRsaKey } from '../support/made-certificates.js';
import {
  crlSign,
  keyUsage,
  makeAuthority,
  makeHolder,
  makeRoot,
  type Party,
  type PartyPlan,
} from '../support/made-parties.js';

const day = 86_400_000;
const root = makeRoot('Root');
const issuing = makeAuthority(root, 'Issuing');
const holder = makeHolder(issuing, 'Holder');

type Asked = Partial<Omit<PathRequest, 'target' | 'candidates' | 'anchors'>> & { readonly anchor?: Party };

const ask = (target: Party, parties: readonly Party[], { anchor = root, ...asked }: Asked = {}) =>
  findPath({
    target: target.certificate,
    candidates: parties.map(({ certificate }) => certificate),
    anchors: [anchor.certificate],
    at,
    ...asked,
  });
/** Each code, and which certificate it is about. */
const codes = (...asked: Parameters<typeof ask>): (string | number)[] =>
  ask(...asked).failures.flatMap(({ code, position }) => [code, position]);

describe('a path', () => {
  it('leads from the certificate to an anchor, which is not part of it', () => {
    const outcome = ask(holder, [issuing]);
    expect(outcome.failures).toEqual([]);
    expect(outcome.path).toEqual([holder.certificate, issuing.certificate]);
    expect(outcome.anchor).toBe(root.certificate);
  });

  it('may be direct', () => {
    expect(ask(makeHolder(root, 'Direct'), []).failures).toEqual([]);
  });

  it('is found among namesakes: only one of them has the key', () => {
    const namesakes = [1, 2, 3].map(() => makeAuthority(root, 'Issuing'));
    expect(ask(holder, [...namesakes, issuing]).path[1]).toBe(issuing.certificate);
  });

  it('goes round an authority that is outdated where another certificate of the same key is in force', () => {
    const { key } = issuing;
    const outdated = makeAuthority(root, 'Issuing', { key, notAfter: at - day });
    expect(ask(holder, [outdated, issuing]).path[1]).toBe(issuing.certificate);
  });

  it('is tried first where key identifiers agree and dates hold', () => {
    const id = (text: string) => der.octetString(Buffer.from(text, 'latin1'));
    const hinted = makeHolder(issuing, 'Hinted', {
      extensions: [extension('2.5.29.35', der.sequence(der.taggedOctets(0, Buffer.from('right', 'latin1'))))],
    });
    const others = Array.from({ length: 5 }, () =>
      makeAuthority(root, 'Issuing', { extensions: [extension('2.5.29.14', id('wrong'))] }),
    );
    const { key } = issuing;
    const right = makeAuthority(root, 'Issuing', { key, extensions: [extension('2.5.29.14', id('right'))] });
    const outdated = makeAuthority(root, 'Issuing', {
      key,
      notAfter: at - day,
      extensions: [extension('2.5.29.14', id('right'))],
    });
    const links = new LinkVerifier();
    const candidates = [...others, outdated, right].map(({ certificate }) => certificate);
    const request = { target: hinted.certificate, candidates, anchors: [root.certificate], at };
    expect(findPath(request, links).path[1]).toBe(right.certificate);
    expect(links.signatureChecks).toBe(2);
    expect([...findPaths(request)][0]?.path[1]).toBe(right.certificate);
  });

  it('costs no signature a second time', () => {
    const cache = linkCache();
    const request = {
      target: holder.certificate,
      candidates: [issuing.certificate],
      anchors: [root.certificate],
      at,
    };
    const checks = [1, 2].map(() => {
      const links = new LinkVerifier(cache);
      expect(findPath(request, links).failures).toEqual([]);
      return links.signatureChecks;
    });
    expect(checks).toEqual([2, 0]);
  });

  it('holds on the first and on the last moment of a validity', () => {
    const brief = makeHolder(root, 'Brief', { notBefore: at, notAfter: at + 1000 });
    expect(codes(brief, [], { at })).toEqual([]);
    expect(codes(brief, [], { at: at + 1000 })).toEqual([]);
    expect(codes(brief, [], { at: at - 1 })).toEqual(['certificate.notYetValid', 0]);
    expect(codes(brief, [], { at: at + 1001 })).toEqual(['certificate.expired', 0]);
  });

  it('crosses from one hierarchy into another', () => {
    const other = makeRoot('Other root');
    const cross = makeAuthority(other, 'Root', { key: root.key });
    expect(ask(holder, [issuing, root, cross], { anchor: other }).path).toHaveLength(3);
  });

  it('ends where authorities certify each other in a circle', () => {
    const [a, b] = [makeRoot('A'), makeRoot('B')];
    const aByB = makeAuthority(b, 'A', { key: a.key });
    const bByA = makeAuthority(a, 'B', { key: b.key });
    expect(codes(makeHolder(a, 'Lost'), [a, b, aByB, bByA])).toEqual(['certificate.untrusted', 2]);
  });

  it('may have another way when the first is not good enough', () => {
    const { key } = issuing;
    const narrow = makeAuthority(root, 'Issuing', { key, extensions: [keyUsage(crlSign)] });
    const request = {
      target: holder.certificate,
      candidates: [narrow.certificate, issuing.certificate],
      anchors: [root.certificate],
      at,
    };
    const outcomes = [...findPaths(request)];
    expect(outcomes.map(({ failures }) => failures.length)).toEqual([1, 0]);
    expect(findPath(request).failures).toEqual([]);
  });
});

const noAuthority = makeHolder(root, 'Not an authority');
const own = makeRoot('Own');
const narrowRoot = makeRoot('Narrow root', { extensions: [caExtension(0)] });
const badKey = makeAuthority(root, 'No certificates', { extensions: [keyUsage(crlSign)] });
const future = makeAuthority(root, 'Future', { notBefore: at + day });
const past = makeAuthority(root, 'Past', { notAfter: at - day });
const weak = makeRoot('Weak digest', { key: newRsaKey(2048, 'sha1') });
const short = makeRoot('Short key', { key: newRsaKey(1024, 'sha256') });
const odd = { ...newKey(), algorithm: der.sequence(der.oid('1.2.840.10040.4.3')) };
const unusual = makeRoot('DSA', { key: odd });
const dns = (name: string) => der.taggedOctets(2, Buffer.from(name, 'latin1'));
const limited = makeAuthority(root, 'Limited', {
  extensions: [extension('2.5.29.30', der.sequence(der.tagged(0, der.sequence(dns('a.example')))), true)],
});
const mapping = (from: string, to: string) =>
  extension('2.5.29.33', der.sequence(der.sequence(der.oid(from), der.oid(to))));
const mapped = makeAuthority(root, 'Mapped', { extensions: [mapping('2.5.29.32.0', '1.2.3')] });
const strict = makeAuthority(root, 'Strict', {
  extensions: [extension('2.5.29.36', der.sequence(der.taggedOctets(0, Uint8Array.of(0))), true)],
});
const under = (issuer: Party, plan: PartyPlan = {}) => makeHolder(issuer, 'Somebody', plan);
const ekus = (...ids: readonly string[]) => extension('2.5.29.37', der.sequence(...ids.map(der.oid)));
const forged = (): Party => ({ ...holder, certificate: changed(holder.certificate) });

/** The same certificate with one bit of its signature turned. */
function changed({ raw }: Certificate): Certificate {
  const bytes = Uint8Array.from(raw);
  bytes[bytes.length - 5] = (bytes.at(-5) ?? 0) ^ 1;
  return parseCertificate(bytes);
}

describe('what is wrong with a path', () => {
  it.each<[string, readonly (string | number)[], () => (string | number)[]]>([
    ['nobody issued it', ['certificate.untrusted', 0], () => codes(holder, [])],
    ['its issuer is under no anchor', ['certificate.untrusted', 1], () => codes(under(own), [own])],
    ['it is self-signed', ['certificate.selfSigned', 0, 'certificate.untrusted', 0], () => codes(makeRoot('Self'), [])],
    [
      'it is self-signed under the name of an anchor',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(makeRoot('Root'), []),
    ],
    [
      'its signature was changed',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(forged(), [issuing]),
    ],
    [
      'another authority of the same name signed it',
      ['certificate.badSignature', 0, 'certificate.untrusted', 0],
      () => codes(under(makeRoot('Issuing')), [issuing]),
    ],
    [
      'SHA-1 signed it',
      ['certificate.weakDigest', 0, 'certificate.untrusted', 0],
      () => codes(under(weak), [], { anchor: weak }),
    ],
    [
      'a key of 1024 bits signed it',
      ['certificate.weakKey', 0, 'certificate.untrusted', 0],
      () => codes(under(short), [], { anchor: short }),
    ],
    [
      'an algorithm that is not taken signed it',
      ['certificate.unsupportedAlgorithm', 0, 'certificate.untrusted', 0],
      () => codes(under(unusual), [], { anchor: unusual }),
    ],
    [
      'its issuer is no authority',
      ['certificate.issuerNotAuthority', 1],
      () => codes(under(noAuthority), [noAuthority]),
    ],
    [
      'its issuer’s key is not for certificates',
      ['certificate.issuerKeyUsage', 1],
      () => codes(under(badKey), [badKey]),
    ],
    [
      'an authority lies deeper than the anchor allows',
      ['certificate.pathLength', 1],
      () => {
        const deep = makeAuthority(narrowRoot, 'Deep');
        return codes(under(deep), [deep], { anchor: narrowRoot });
      },
    ],
    ['it has expired', ['certificate.expired', 0], () => codes(under(root, { notAfter: at - 1000 }), [])],
    ['it is not valid yet', ['certificate.notYetValid', 0], () => codes(under(root, { notBefore: at + 1000 }), [])],
    ['its issuer has expired', ['certificate.issuerExpired', 1], () => codes(under(past), [past])],
    ['its issuer is not valid yet', ['certificate.issuerNotYetValid', 1], () => codes(under(future), [future])],
    [
      'the anchor denies that it is an authority',
      ['certificate.issuerNotAuthority', 1],
      () => {
        const no = makeRoot('No', { extensions: [extension('2.5.29.19', der.sequence())] });
        return codes(under(no), [], { anchor: no });
      },
    ],
    [
      'the anchor itself has expired',
      ['certificate.issuerExpired', 1],
      () => codes(makeHolder(root, 'Late', { notAfter: at + 400 * day }), [], { at: at + 300 * day }),
    ],
    ['it is an authority’s', ['certificate.isAuthority', 0], () => codes(issuing, [], { purpose: signerPurpose })],
    [
      'its key is for encryption',
      ['certificate.keyUsage', 0],
      () => codes(under(root, { extensions: [keyUsage(2, 3)] }), [], { purpose: signerPurpose }),
    ],
    [
      'it is a web server’s',
      ['certificate.extendedKeyUsage', 0],
      () => codes(under(root, { extensions: [ekus('1.3.6.1.5.5.7.3.1')] }), [], { purpose: signerPurpose }),
    ],
    [
      'its name is outside what its issuer may certify',
      ['certificate.nameConstraints', 0],
      () => codes(under(limited, { extensions: [extension('2.5.29.17', der.sequence(dns('b.example')))] }), [limited]),
    ],
    ['anyPolicy is mapped', ['certificate.policyMapping', 1], () => codes(under(mapped), [mapped])],
    ['a policy is asked for and none is there', ['certificate.policy', 0], () => codes(under(strict), [strict])],
    [
      'a critical extension is not known',
      ['certificate.criticalExtension', 0],
      () => codes(under(root, { extensions: [extension('1.2.3.4', der.nothing(), true)] }), []),
    ],
    [
      'a name constraint is of a kind that cannot be compared',
      ['certificate.nameConstraints', 0],
      () => {
        const other = der.tagged(0, der.oid('1.2.3'), der.tagged(0, der.nothing()));
        const odd = makeAuthority(root, 'Odd', {
          extensions: [extension('2.5.29.30', der.sequence(der.tagged(0, der.sequence(other))))],
        });
        return codes(under(odd, { extensions: [extension('2.5.29.17', der.sequence(other))] }), [odd]);
      },
    ],
  ])('%s: %j', (_, expected, find) => {
    expect(find()).toEqual(expected);
  });

  it('is told whole, the weightiest first', () => {
    const bad = makeHolder(root, 'Bad issuer', { notAfter: at - day, extensions: [keyUsage(crlSign)] });
    const target = under(bad, {
      notBefore: at + day,
      extensions: [keyUsage(2), ekus('1.3.6.1.5.5.7.3.1'), extension('1.2.3.4', der.nothing(), true)],
    });
    expect(codes(target, [bad], { purpose: signerPurpose })).toEqual([
      'certificate.issuerNotAuthority',
      1,
      'certificate.issuerKeyUsage',
      1,
      'certificate.notYetValid',
      0,
      'certificate.issuerExpired',
      1,
      'certificate.keyUsage',
      0,
      'certificate.extendedKeyUsage',
      0,
      'certificate.criticalExtension',
      0,
    ]);
  });

  it('names the certificate by its fingerprint', () => {
    const outcome = ask(under(past), [past]);
    expect(outcome.failures[0]?.fingerprint).toBe(past.certificate.fingerprint);
  });
});

describe('what a certificate is good for', () => {
  const good = (extensions: readonly Uint8Array[]) =>
    codes(under(root, { extensions }), [], { purpose: signerPurpose });

  it.each([
    ['signatures', [keyUsage(0)]],
    ['non-repudiation alone', [keyUsage(1)]],
    ['signing documents', [ekus('1.3.6.1.5.5.7.3.36')]],
    ['anything', [ekus('2.5.29.37.0')]],
    ['whatever: it does not say', []],
  ])('%s will do', (_, extensions) => {
    expect(good(extensions)).toEqual([]);
  });
});

describe('work is bounded', () => {
  it('by a budget of signatures, whoever sends how many namesakes', () => {
    const key = newKey();
    const crowd = Array.from({ length: 200 }, (_, i) =>
      makeAuthority(root, 'Issuing', { key, serial: der.integer(5000 + i) }),
    );
    const target = makeHolder(makeRoot('Issuing'), 'Nobody');
    expect(codes(target, crowd)[0]).toBe('certificate.tooComplex');
  });

  it('by a length', () => {
    let last = root;
    const chain = Array.from({ length: 20 }, (_, i) => (last = makeAuthority(last, `Level ${i}`)));
    expect(codes(under(last), chain)[0]).toBe('certificate.tooComplex');
    expect(codes(under(chain[8] ?? root), chain)).toEqual([]);
  });

  it('by a number of steps, when every signature is known already', () => {
    const index = new IssuerIndex([root.certificate], [issuing.certificate]);
    const search = (maxSteps: number) => {
      const paths = buildPaths(holder.certificate, index, new LinkVerifier(), at, { maxLength: 12, maxSteps });
      const first = paths.next();
      return first.done === true ? first.value.cutShort : first.value.path.length;
    };
    expect([1, 2].map(search)).toEqual([true, 2]);
  });

  it('by a number of comparisons of names', () => {
    const many = (n: number) => Array.from({ length: n }, (_, i) => dns(`n${i}.a.example`));
    const wide = makeAuthority(root, 'Wide', {
      extensions: [
        extension('2.5.29.30', der.sequence(der.tagged(0, ...many(600).map((one) => der.sequence(one)))), true),
      ],
    });
    const named = under(wide, { extensions: [extension('2.5.29.17', der.sequence(...many(600)))] });
    expect(codes(named, [wide])).toEqual(['certificate.tooComplex', 0]);
  });
});
