import * as der from '../../../../src/adapters/pki/der/writer.js';
import { buildPaths } from '../../../../src/adapters/pki/path/build-paths.js';
import { findPath, findPaths } from '../../../../src/adapters/pki/path/find-path.js';
import { IssuerIndex } from '../../../../src/adapters/pki/path/issuer-index.js';
import { linkCache, LinkVerifier } from '../../../../src/adapters/pki/path/link-verifier.js';
import { day, root, issuing, holder, ask, codes, dnsName, under } from '../support/asked-paths.js';
import { newKey, at, extension } from '../support/made-certificates.js';
import { keyUsage, crlSign, makeRoot, makeAuthority, makeHolder } from '../support/made-parties.js';

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
    const many = (n: number) => Array.from({ length: n }, (_, i) => dnsName(`n${i}.a.example`));
    const wide = makeAuthority(root, 'Wide', {
      extensions: [
        extension('2.5.29.30', der.sequence(der.tagged(0, ...many(600).map((one) => der.sequence(one)))), true),
      ],
    });
    const named = under(wide, { extensions: [extension('2.5.29.17', der.sequence(...many(600)))] });
    expect(codes(named, [wide])).toEqual(['certificate.tooComplex', 0]);
  });
});
