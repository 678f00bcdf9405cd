import { XmlProblem } from './xml-problem.js';

const named: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', apos: "'", quot: '"' };
const reference = /&(?:(?<name>lt|gt|amp|apos|quot)|#(?<decimal>\d{1,7})|#x(?<hex>[0-9a-fA-F]{1,6}));|&/g;

/** Resolves the five entities of XML and references to characters. No other entity exists here. */
export function decodeText(text: string): string {
  return text.replace(reference, (...found) => {
    const { name, decimal, hex } = found.at(-1) as { name?: string; decimal?: string; hex?: string };
    if (name !== undefined) return named[name] ?? '';
    const code = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    if (!isXmlCharacter(code)) throw new XmlProblem('entity', 'a reference to something that is no character');
    return String.fromCodePoint(code);
  });
}

/** The production Char of XML 1.0. */
export const isXmlCharacter = (code: number): boolean =>
  code === 0x9 ||
  code === 0xa ||
  code === 0xd ||
  (code >= 0x20 && code <= 0xd7ff) ||
  (code >= 0xe000 && code <= 0xfffd) ||
  (code >= 0x10000 && code <= 0x10ffff);

export function hasOnlyXmlCharacters(text: string): boolean {
  for (const character of text) if (!isXmlCharacter(character.codePointAt(0) ?? 0)) return false;
  return true;
}
