import fc from 'fast-check';
import { longestHolderName, parseHolderName } from '../../../src/domain/registration/holder-name.js';
import { refusalOf } from '../../support/parsed.js';

const read = (raw: string): string => {
  const answer = parseHolderName(raw);
  return answer.ok ? answer.value : answer.refusal.code;
};

describe('the name of a certificate’s holder', () => {
  it.each([
    ['a person', 'NGUYỄN VĂN AN'],
    ['an organisation', 'CÔNG TY TNHH MỘT THÀNH VIÊN A&B (CHI NHÁNH 2)'],
    ['commas and quotes, which no one splits at', 'Nguyễn Văn A, "A101.0001 - 003848/HCM-CCHN"'],
    ['no accents', 'Nguyen Van An'],
    ['a foreigner', 'Łukasz Müller-Ørsted'],
    ['curly quotes and a dash', 'Công ty “Sao Mai” – Huế'],
    ['a mark', 'CÔNG TY MÂY XANH® 3×3'],
  ])('may be that of %s', (_what, name) => {
    expect(read(name)).toBe(name);
  });

  it.each([
    ['NFD becomes NFC', 'Hòa'.normalize('NFD'), 'Hòa'],
    ['spaces become one, no-break spaces too', '  Lê\u00A0  Thị ', 'Lê Thị'],
    ['eth and African d become Đ', 'Ðỗ Ɖức ð ɖ', 'Đỗ Đức đ đ'],
  ])('%s', (_what, raw, name) => {
    expect(read(raw)).toBe(name);
  });

  it.each([
    ['a zero-width space', 'Nguyễn\u200BVăn An'],
    ['a soft hyphen', 'Nguyễn\u00ADVăn'],
    ['a direction override', 'Nguyễn \u202EnA'],
    ['a direction isolate', '\u2066Nguyễn\u2069'],
    ['a line break', 'Nguyễn\nVăn An'],
    ['an escape', 'Nguyễn\u001B[2J'],
    ['a tag character', 'An\u{E0041}'],
    ['a private character', 'An\uE000'],
    ['half a surrogate pair', 'An\uD800'],
    ['an em space', 'Nguyễn\u2003Văn'],
    ['a variation selector', 'An\uFE0F'],
  ])('[CERT-NAME] is refused with %s', (_what, raw) => {
    expect(refusalOf(parseHolderName(raw))).toEqual({ code: 'certificate.nameCharacters', facts: {} });
  });

  it.each([
    ['a Cyrillic А', 'NGUYỄN VĂN АN'],
    ['a Greek Ν', 'ΝGUYỄN VĂN AN'],
    ['full-width letters', 'ＮＧＵＹỄN'],
    ['mathematical letters', '𝐍guyễn'],
    ['a dotless i', 'Mınh'],
    ['a small capital', 'ᴀn'],
    ['a Roman numeral', 'Công ty Ⅻ'],
    ['digits of another script', 'Công ty ٣'],
    ['a ligature', 'Oﬃce'],
    ['more marks than a letter has', 'A\u0301\u0302\u0303\u0323n'],
    ['a mark of its own', '\u0301 An'],
    ['a fraction slash', 'A\u2044B'],
    ['a division sign for a slash', 'A∕B'],
  ])('[CERT-NAME] is refused with %s', (_what, raw) => {
    expect(refusalOf(parseHolderName(raw))).toEqual({ code: 'certificate.nameLookalike', facts: {} });
  });

  it.each([
    ['nothing', ''],
    ['spaces', ' \u00A0 '],
    ['no letter', '12-34'],
  ])('is missing when it is %s', (_what, raw) => {
    expect(refusalOf(parseHolderName(raw))).toEqual({ code: 'certificate.nameMissing', facts: {} });
  });

  it('has a longest length', () => {
    expect(read('A'.repeat(longestHolderName))).toHaveLength(longestHolderName);
    for (const length of [longestHolderName + 1, 5_000_000])
      expect(refusalOf(parseHolderName('A'.repeat(length)))).toEqual({
        code: 'certificate.nameTooLong',
        facts: { maxLength: longestHolderName },
      });
  });

  it('is either refused or stays what it is when read again, whatever the text', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.string({ unit: 'grapheme' })), (raw) => {
        const once = parseHolderName(raw);
        if (once.ok) expect(parseHolderName(once.value)).toEqual(once);
      }),
    );
  });
});
