import fc, { type Arbitrary } from 'fast-check';

/** What people, telephones and word processors put between the characters of an identifier. */
const separators = [' ', '  ', '\u00A0', '\u202F', '\u3000', '\t', '.', '-', '\u2013', '\u2212', '\uFF0E', '\uFF0D'];
const invisibles = ['\u200B', '\u200C', '\u200D', '\u2060', '\uFEFF', '\u00AD', '\u200E', '\u202A'];

const widen = (character: string): string =>
  /^[!-~]$/.test(character) ? String.fromCharCode(character.charCodeAt(0) + 0xfee0) : character;

/**
 * The same identifier as somebody else would type it: separators, invisible characters and full-width characters
 * anywhere. A parser reads the same value from all of them.
 */
export const spellingOf = (
  text: string,
  between: readonly string[] = [...separators, ...invisibles],
): Arbitrary<string> =>
  fc
    .tuple(
      fc.constantFrom('', ' ', '\uFEFF', '\n'),
      ...[...text].map((character) =>
        fc.tuple(
          fc.oneof({ weight: 4, arbitrary: fc.constant(character) }, fc.constant(widen(character))),
          fc.oneof({ weight: 4, arbitrary: fc.constant('') }, fc.constantFrom(...between)),
        ),
      ),
    )
    .map(([lead, ...characters]) => lead + characters.map(([character, gap]) => character + gap).join(''))
    .filter((spelling) => spelling.length <= 100);

/** The invisible characters and spaces alone, for texts in which dots and dashes mean something. */
export const invisibleSpellingOf = (text: string): Arbitrary<string> =>
  spellingOf(text, [...invisibles, ' ', '\u00A0', '\u3000']);

const loneSurrogates = fc
  .array(fc.integer({ min: 0xd700, max: 0xe0ff }), { maxLength: 20 })
  .map((units) => String.fromCharCode(...units));

const piledMarks = fc
  .tuple(
    fc.constantFrom('a', 'ơ', 'Đ', '9', '+'),
    fc.array(fc.constantFrom('\u0301', '\u0323', '\u031B', '\u0302', '\u0F71'), { maxLength: 200 }),
  )
  .map(([base, marks]) => base + marks.join(''));

const otherDigits = fc
  .tuple(fc.constantFrom(0x0660, 0x06f0, 0x0966, 0x0e50, 0x1d7ce), fc.array(fc.nat(9), { minLength: 8, maxLength: 14 }))
  .map(([zero, digits]) => digits.map((digit) => String.fromCodePoint(zero + digit)).join(''));

const structured = fc
  .array(
    fc.constantFrom(
      '0',
      '00',
      '84',
      '+',
      '-',
      '.',
      '/',
      '@',
      'H77',
      'đ',
      'Đ',
      '\u0000',
      '\r\n',
      ' ',
      '__proto__',
      '{}',
    ),
    { maxLength: 24 },
  )
  .map((parts) => parts.join(''));

/** Text of every kind that a public form has to survive; nothing in it is meant to be valid. */
export const hostileText = (): Arbitrary<string> =>
  fc.oneof(
    fc.string({ unit: 'grapheme', maxLength: 64 }),
    fc.string({ unit: 'binary', maxLength: 300 }),
    fc.string({ unit: 'binary-ascii', maxLength: 300 }),
    loneSurrogates,
    piledMarks,
    otherDigits,
    structured,
    fc.tuple(fc.constantFrom('0', ' ', 'a', '\u200B', '@', 'a.', '\u0301'), fc.nat(3000)).map(([s, n]) => s.repeat(n)),
  );

/** A valid text with one character added, lost, doubled or replaced: valid still, or refused, and never a crash. */
export const nearMissOf = (text: string): Arbitrary<string> =>
  fc
    .tuple(
      fc.nat(Math.max(text.length - 1, 0)),
      fc.constantFrom<'insert' | 'drop' | 'replace'>('insert', 'drop', 'replace'),
      fc.oneof(
        fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
        fc.constantFrom('0', '9', '\uD800', 'o', 'O'),
      ),
    )
    .map(([at, edit, character]) => {
      const kept = edit === 'insert' ? text.slice(at) : text.slice(at + 1);
      return text.slice(0, at) + (edit === 'drop' ? '' : character) + kept;
    });
