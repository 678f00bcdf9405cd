import fc from 'fast-check';
import { readEnvelope } from '../../../src/adapters/soap/envelope.js';
import { readXml } from '../../../src/adapters/soap/read-xml.js';
import { xml } from '../../../src/adapters/soap/write-xml.js';
import { XmlProblem } from '../../../src/adapters/soap/xml-problem.js';
import { runs } from '../../support/fc-runs.js';

/** Everything that is thrown is an XmlProblem. */
function onlyProblems(run: () => unknown): boolean {
  try {
    run();
    return true;
  } catch (error) {
    return error instanceof XmlProblem;
  }
}

const piece = fc.constantFrom(
  '<', '>', '/>', '</', '<a', '<a>', '</a>', '<p:a', ' xmlns:p="u"', ' xmlns=""', ' a="1"', " b='2'", '="', '&amp;', '&', ';',
  '&#', '&#x41;', '<!--', '-->', '<![CDATA[', ']]>', '<?xml version="1.0"?>', '<?pi', '?>', '<!DOCTYPE', '[', ']', 'text', ' ',
  '\n', ':', '#text', ':@', '#cdata', '__proto__', 'constructor', 'toString', '\u0000', '\uFEFF', '😀',
); // prettier-ignore

const soup = fc.array(piece, { maxLength: 40 }).map((parts) => parts.join(''));

it('any bytes are read or refused with a problem of XML', () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 300 }),
    soup.map((text) => Buffer.from(text, 'utf8')),
  );
  fc.assert(
    fc.property(bytes, (input) => onlyProblems(() => readXml(input)) && onlyProblems(() => readEnvelope(input))),
    { numRuns: runs * 5 },
  );
});

it('whatever was written is read back as it was', () => {
  const text = fc
    .string({ unit: 'binary', maxLength: 40 })
    .map((one) => one.replace(/[^\t\n\r\u0020-\uD7FF\uE000-\uFFFD]/g, '?'));
  fc.assert(
    fc.property(text, text, (value, content) => {
      const root = readXml(Buffer.from(xml('r', { a: value }, content).text, 'utf8'));
      expect([root.attributes.get('a'), root.text]).toEqual([value, content]);
    }),
    { numRuns: runs },
  );
});
