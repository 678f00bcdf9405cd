import { readXml } from '../../../src/adapters/soap/read-xml.js';
import { xml } from '../../../src/adapters/soap/write-xml.js';
import { attributeOf, childOf, childrenOf, optionalChild, textOf } from '../../../src/adapters/soap/xml-element.js';
import { XmlProblem, type XmlProblemKind } from '../../../src/adapters/soap/xml-problem.js';

const bytes = (text: string): Uint8Array => Buffer.from(text, 'utf8');

function problemOf(input: string | Uint8Array): XmlProblemKind | undefined {
  try {
    readXml(typeof input === 'string' ? bytes(input) : input);
    return undefined;
  } catch (error) {
    if (error instanceof XmlProblem) return error.problem;
    throw error;
  }
}

describe('reading XML', () => {
  it('resolves prefixes, scopes and defaults', () => {
    const root = readXml(
      bytes(
        '<?xml version="1.0" encoding="utf-8"?>\n<!-- hi --><a:r xmlns:a="u1" xmlns="u2" b="1" a:c="2"><x/><a:x xmlns:a="u3"/></a:r>\n',
      ),
    );
    expect([root.namespace, root.name]).toEqual(['u1', 'r']);
    expect(root.children.map(({ namespace, name }) => `${namespace} ${name}`)).toEqual(['u2 x', 'u3 x']);
    expect([...root.attributes]).toEqual([
      ['b', '1'],
      ['{u1}c', '2'],
    ]);
    expect(childOf(root, 'u3', 'x').name).toBe('x');
    expect(optionalChild(root, 'u1', 'x')).toBeUndefined();
    expect(() => attributeOf(root, 'c')).toThrow('missing');
  });

  it('resolves the five entities and characters, and joins text, comments and CDATA without a gap', () => {
    const root = readXml(bytes('<a b="&quot;&#x1EA5;&apos;">1&lt;2<!-- 9 -->3<![CDATA[<&amp;]]>&#52;</a>'));
    expect(root.text).toBe('1<23<&amp;4');
    expect(attributeOf(root, 'b')).toBe('"ấ\'');
  });

  it('reads back whatever was written', () => {
    const odd = 'Lê <b> & "quoted" \'x\' ]]> \t\n\r &amp; 😀 --> <!DOCTYPE';
    const root = readXml(bytes(xml('r', { a: odd }, xml('x', {}, odd)).text));
    expect([attributeOf(root, 'a'), childOf(root, '', 'x').text]).toEqual([odd, odd]);
    expect(readXml(bytes(xml('r', {}, '\u0000\uFFFE').text)).text).toBe('\uFFFD\uFFFD');
  });

  it('tells children apart: one, none, two, and text that is more than text', () => {
    const root = readXml(bytes('<r><one>1</one><two/><two/><deep>x<in/></deep></r>'));
    expect(textOf(childOf(root, '', 'one'))).toBe('1');
    expect(childrenOf(root, '', 'two')).toHaveLength(2);
    expect(() => optionalChild(root, '', 'two')).toThrow('repeated');
    expect(() => childOf(root, '', 'none')).toThrow('missing');
    expect(() => textOf(childOf(root, '', 'deep'))).toThrow('unexpected');
  });
});

const lol = Array.from({ length: 9 }, (_, n) => `<!ENTITY l${n + 1} "${`&l${n};`.repeat(10)}">`).join('');

const prefixes = (count: number): string => Array.from({ length: count }, (_, n) => `xmlns:p${n}="u"`).join(' ');

const hostile: Readonly<Record<string, readonly [string | Uint8Array, XmlProblemKind]>> = {
  'a billion laughs': [`<!DOCTYPE r [<!ENTITY l0 "lol">${lol}]><r>&l9;</r>`, 'declaration'],
  'an external entity': ['<!DOCTYPE r [<!ENTITY x SYSTEM "file:///etc/passwd">]><r>&x;</r>', 'declaration'],
  'a parameter entity': ['<!DOCTYPE r [<!ENTITY % p SYSTEM "http://evil.example/x.dtd">%p;]><r/>', 'declaration'],
  'a document type alone': ['<!DOCTYPE r><r/>', 'declaration'],
  'a document type in small letters': ['<!doctype r><r/>', 'declaration'],
  'an inclusion by processing instruction': ['<?xml-stylesheet href="http://evil.example/"?><r/>', 'declaration'],
  'a second declaration': ['<?xml version="1.0"?><?xml version="1.0"?><r/>', 'declaration'],
  'an undeclared entity': ['<r>&xxe;</r>', 'entity'],
  'an entity without an end': ['<r>a & b</r>', 'malformed'],
  'an entity in an attribute': ['<r a="&xxe;"/>', 'entity'],
  'a reference to a control character': ['<r>&#0;</r>', 'entity'],
  'a reference to a surrogate': ['<r>&#xD800;</r>', 'entity'],
  'a reference out of range': ['<r>&#x110000;</r>', 'entity'],
  '10 MB': [Buffer.alloc(10 * 1024 * 1024, 'a'), 'size'],
  'too deep': ['<a>'.repeat(500) + '</a>'.repeat(500), 'depth'],
  'too many tags': [`<r>${'<a/>'.repeat(4_000)}</r>`, 'size'],
  'too many comments': [`<r>${'<!---->'.repeat(4_000)}</r>`, 'size'],
  'too many prefixes': [`<r ${prefixes(70)}/>`, 'size'],
  'too many prefixes, one inside the other': [`<r ${prefixes(40)}><a ${prefixes(40)}/></r>`, 'size'],
  'bytes that are no UTF-8': [Buffer.from([0x3c, 0x72, 0x3e, 0xff, 0xfe, 0x3c, 0x2f, 0x72, 0x3e]), 'encoding'],
  'UTF-16': [Buffer.from('<r/>', 'utf16le'), 'malformed'],
  'another encoding by declaration': ['<?xml version="1.0" encoding="UTF-7"?><r/>', 'encoding'],
  'a control character': ['<r>\u0001</r>', 'malformed'],
  nothing: ['', 'malformed'],
  'text alone': ['hello', 'malformed'],
  'a page': ['<html><body><p>Bad gateway<br></body></html>', 'malformed'],
  'two roots': ['<r/><r/>', 'malformed'],
  'cut off in a tag': ['<r><a', 'malformed'],
  'cut off in a text': ['<r><a>12', 'malformed'],
  'crossed tags': ['<r><a></r></a>', 'malformed'],
  'an attribute twice': ['<r a="1" a="2"/>', 'malformed'],
  'an attribute twice under two prefixes': ['<r xmlns:p="u" xmlns:q="u" p:a="1" q:a="2"/>', 'repeated'],
  'an attribute without quotes': ['<r a=1/>', 'malformed'],
  'a tag in an attribute': ['<r a="<b>"/>', 'malformed'],
  'a prefix that nobody declared': ['<p:r/>', 'namespace'],
  'an attribute with such a prefix': ['<r p:a="1"/>', 'namespace'],
  'a prefix declared beside it only': ['<r><a xmlns:p="u"/><p:b/></r>', 'namespace'],
  'a prefix undeclared again': ['<r xmlns:p="u"><a xmlns:p=""/></r>', 'namespace'],
  'the prefix xml for something else': ['<r xmlns:xmlns="u"/>', 'namespace'],
  'the name of a prototype': ['<__proto__><x/></__proto__>', 'malformed'],
  'an attribute with that name': ['<r __proto__="1"/>', 'malformed'],
};

describe('hostile documents', () => {
  it.each(Object.entries(hostile))('%s', (_name, [input, problem]) => {
    expect(problemOf(input)).toBe(problem);
  });

  it('are read or refused soon, whatever fills them up to the limits', () => {
    const fill = (piece: string): string => piece.repeat(Math.floor(250_000 / piece.length));
    const shapes = [
      '<a/>',
      '<a></a>',
      '<a>',
      '</a>',
      '<',
      '>',
      '&',
      '&amp;',
      '&#65;',
      '<!---->',
      '<!-- -',
      '<![CDATA[x]]>',
    ];
    const inside = [
      ...shapes,
      '<![CDATA[',
      ' ',
      '\n',
      '<a   ',
      'x',
      '"',
      '<a xmlns:p="u"/>',
      `<a b="${'x'.repeat(400)}"/>`,
    ];
    const texts = [
      ...inside.map((piece) => `<r>${fill(piece)}</r>`),
      ...[' ', '"', '=', '/', 'a:', 'a="1" '].map((piece) => `<r ${fill(piece)}/>`),
      `<r ${prefixes(60)}>${'<a xmlns:q="x"/>'.repeat(3_900)}</r>`,
      `<r ${Array.from({ length: 20_000 }, (_, n) => `a${n}="1"`).join(' ')}/>`,
    ];
    for (const text of texts) {
      const started = performance.now();
      problemOf(text);
      expect([text.slice(0, 40), performance.now() - started < 2_000]).toEqual([text.slice(0, 40), true]);
    }
  });

  it('say what was wrong without quoting the document', () => {
    const secret = 'mat-khau';
    for (const text of [`<r a="${secret}" a="2"/>`, `<${secret}:r/>`, `<r>&${secret};</r>`, `<r>${secret}`]) {
      const thrown = (() => {
        try {
          return readXml(bytes(text));
        } catch (error) {
          return String(error);
        }
      })();
      expect(thrown).not.toContain(secret);
    }
  });
});
