import fc from 'fast-check';
import { personNames, personNameTexts } from '../../../src/adapters/testing/arbitraries/values.js';
import { nameMatch, parsePersonName, type PersonName } from '../../../src/domain/values/person-name.js';
import { runs } from '../../support/fc-runs.js';
import { refusalOf, valueOf } from '../../support/parsed.js';

const name = (raw: string): PersonName => valueOf(parsePersonName(raw));
const match = (a: string, b: string) => nameMatch(name(a), name(b));

describe("a person's name", () => {
  it('[NAME-CHARACTERS] is displayed in NFC with single spaces, as typed otherwise', () => {
    const raw = '\uFEFF  Giàng\u00A0 A\u200B \t Páo '.normalize('NFD');
    expect(parsePersonName(raw)).toMatchObject({ ok: true, value: { kind: 'personName', raw, normaliser: 1 } });
    expect(name(raw).display).toBe('Giàng A Páo');
    expect(name('h’hen  niê').display).toBe("h'hen niê");
    expect(name('Y‑Blơ̆ Kđăm').display).toBe('Y-Blơ̆ Kđăm');
    expect(name('Ｌê Ｖăn Ｂa').display).toBe('Lê Văn Ba');
  });

  it('[NAME-CHARACTERS] writes the look-alikes Ð and Ɖ as Đ', () => {
    expect(name('\u00D0inh V\u0103n \u0189ông').display).toBe('Đinh Văn Đông');
    expect(match('\u00D0inh Ba', '\u0111inh ba')).toBe('exact');
    expect(match('\u00F0inh Ba', 'Đinh Ba')).toBe('exact');
  });

  it.each([
    ...[
      'Nguyеn Van Ba',
      'Lê Văn 2',
      'Lê_Văn',
      'Lê, Văn',
      '<b>Lê</b>',
      'Lê\u0000Văn',
      'Lê \uD800',
      '黎文',
      '-',
      "'.'",
      '𝐋ê',
    ],
    ...['\u0301Lê', `a${'\u0301'.repeat(8)}`, 'aª', 'Lê🙂', 'Le\u0489'],
  ])('[NAME-CHARACTERS] refuses %j', (raw) => {
    expect(refusalOf(parsePersonName(raw)).code).toBe('name.characters');
  });

  it.each(['', '   ', '\u200B\u00A0'])('says that nothing was typed for %j', (raw) => {
    expect(refusalOf(parsePersonName(raw)).code).toBe('name.missing');
  });

  it('has at most 128 characters, counted after normalising', () => {
    expect(parsePersonName('Ể'.normalize('NFD').repeat(128)).ok).toBe(true);
    expect(parsePersonName(`Lê${' '.repeat(900)}Ba`).ok).toBe(true);
    expect(refusalOf(parsePersonName('Ể'.repeat(129)))).toEqual({ code: 'name.tooLong', facts: { maxLength: 128 } });
    expect(refusalOf(parsePersonName(' '.repeat(1025))).code).toBe('name.tooLong');
  });

  it.each([
    ['Trần Thị Hòa', 'TRẦN THỊ HOÀ'],
    ['Thúy', 'Thuý'],
    ['Khỏe', 'Khoẻ'],
    ['Thủy Tiên', 'Thuỷ  Tiên'],
    ['Qúy', 'Quý'],
    ['Oánh', 'Óanh'],
    ['H’Hòa', "H'Hoà"],
    ['Thùy-Hòa', 'Thuỳ-Hoà'],
    ['Ế', 'E\u0301\u0302'],
    ['Strauß', 'STRAUSS'],
  ])('[NAME-TONE] %s and %s are the same name', (a, b) => {
    expect(match(a, b)).toBe('exact');
  });

  it.each([
    ['Lí', 'Lý'],
    ['Thi', 'Thy'],
    ['Hoa', 'Loa'],
    ['Văn Hòa', 'Hòa Văn'],
    ['Hòa An', 'HòaAn'],
    ['Hân', 'Han Ha'],
  ])('[NAME-TONE] %s and %s are different names', (a, b) => {
    expect(match(a, b)).toBe('different');
  });

  it('[NAME-TONE] keeps the place of marks in words that are no Vietnamese syllable', () => {
    expect(match('Éloïsé', 'Eloïsé')).toBe('folded');
    expect(match('Élodié', 'Elódié')).toBe('folded');
  });

  it.each([
    ['Đặng Thuỳ Hân', 'DANG THUY HAN'],
    ['Hòa', 'Hoá'],
    ['Hân', 'Hăn'],
    ['Đô', 'Dô'],
    ['Ngô Ưu', 'ngo uu'],
  ])('[NAME-FOLDED] %s and %s match on the folded tier only', (a, b) => {
    expect(match(a, b)).toBe('folded');
  });

  it('[NAME-TONE] matches exactly in either case and either normal form', () => {
    const otherSpelling = fc.constantFrom<(text: string) => string>(
      (text) => text.toUpperCase(),
      (text) => text.toLowerCase(),
      (text) => text.normalize('NFD'),
      (text) => text.normalize('NFD').toUpperCase(),
      (text) => `\u00A0${text.replaceAll(' ', ' \u200B ')}`,
    );
    fc.assert(
      fc.property(personNameTexts(), otherSpelling, (text, spell) => match(text, spell(text)) === 'exact'),
      { numRuns: runs },
    );
  });

  it('[NAME-FOLDED] matches its own unaccented spelling, and its folded key is a fixed point', () => {
    fc.assert(
      fc.property(personNames(), (original) => {
        expect(original.foldedKey).toMatch(/^[a-z' .-]+$/);
        const plain = name(original.foldedKey);
        expect(plain.foldedKey).toBe(original.foldedKey);
        expect(nameMatch(original, plain)).not.toBe('different');
      }),
      { numRuns: runs },
    );
  });

  it('[NAME-FOLDED] matches whenever it matches exactly, and both ways', () => {
    fc.assert(
      fc.property(personNames(), personNames(), (a, b) => {
        expect(nameMatch(a, b)).toBe(nameMatch(b, a));
        if (a.exactKey === b.exactKey) expect(a.foldedKey).toBe(b.foldedKey);
      }),
      { numRuns: runs },
    );
  });
});
