import { isXmlCharacter } from './xml-text.js';

/** Text that is XML already. Only `xml` makes it, so nothing else reaches a document unescaped. */
export class Markup {
  constructor(readonly text: string) {}
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  '\t': '&#9;',
  '\n': '&#10;',
  '\r': '&#13;',
};

/** A character that XML does not have becomes the one that stands for such (U+FFFD). */
const escaped = (text: string): string =>
  Array.from(text, (one) => (isXmlCharacter(one.codePointAt(0) ?? 0) ? (entities[one] ?? one) : '\uFFFD')).join('');

/** An element. The name is a literal of the program; values are escaped, `undefined` is left out. */
export function xml(
  name: string,
  attributes: Readonly<Record<string, string | undefined>>,
  ...content: readonly (Markup | string | undefined)[]
): Markup {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${escaped(value ?? '')}"`)
    .join('');
  const inside = content.map((part) => (part instanceof Markup ? part.text : escaped(part ?? ''))).join('');
  return new Markup(`<${name}${written}>${inside}</${name}>`);
}
