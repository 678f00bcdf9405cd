import { XMLParser, XMLValidator } from 'fast-xml-parser';
import type { XmlElement } from './xml-element.js';
import { XmlProblem } from './xml-problem.js';
import { decodeText, hasOnlyXmlCharacters } from './xml-text.js';

export interface XmlLimits {
  /** Bytes of a document. */
  readonly bytes: number;
  readonly depth: number;
  /** Opening brackets: tags, comments and the like. */
  readonly tags: number;
}

/** Enough for any answer with a certificate in it. */
export const answerLimits: XmlLimits = { bytes: 256 * 1024, depth: 32, tags: 4_000 };

/**
 * Reads a document: UTF-8, well-formed, one root, every prefix declared, nothing but elements, attributes and text. A document
 * type, an entity of its own or a processing instruction is refused before anything is parsed. Throws `XmlProblem` alone.
 */
export function readXml(bytes: Uint8Array, limits: XmlLimits = answerLimits): XmlElement {
  if (bytes.length > limits.bytes) throw new XmlProblem('size', `${bytes.length} bytes`);
  const text = plainText(bytes);
  if (text.split('<', limits.tags + 2).length > limits.tags + 1) throw new XmlProblem('size', 'so many tags');
  const nodes = parse(text, limits).filter((node) => !isBlank(node));
  const [root, ...more] = nodes;
  if (root === undefined || more.length > 0) throw new XmlProblem('malformed', 'not one root');
  return resolve(root, new Map([['xml', 'http://www.w3.org/XML/1998/namespace']]), limits.depth);
}

/** One key, the tag or `#text` or `#cdata`, and `:@` for the attributes. */
type ParsedNode = Readonly<Record<string, unknown>>;

const head = /^<\?xml\s[^?<>]*\?>/;

function plainText(bytes: Uint8Array): string {
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    throw new XmlProblem('encoding', 'not UTF-8');
  }
  if (!hasOnlyXmlCharacters(text)) throw new XmlProblem('malformed', 'characters that XML does not have');
  const declared = head.exec(text)?.[0] ?? '';
  if (!/^utf-8$/i.test(/\sencoding\s*=\s*["']([^"']*)["']/.exec(declared)?.[1] ?? 'utf-8'))
    throw new XmlProblem('encoding', 'declared as something else than UTF-8');
  const body = text.slice(declared.length);
  if (/<!(?!--|\[CDATA\[)/.test(body)) throw new XmlProblem('declaration', 'a document type or entity');
  if (body.includes('<?')) throw new XmlProblem('declaration', 'a processing instruction');
  return body;
}

function parse(text: string, { depth }: XmlLimits): readonly ParsedNode[] {
  try {
    if (XMLValidator.validate(text) === true) return parserFor(depth).parse(text) as readonly ParsedNode[];
  } catch (error) {
    if (/nested tags/i.test(String(error))) throw new XmlProblem('depth', `more than ${depth}`);
  }
  throw new XmlProblem('malformed', 'not well-formed');
}

const parserFor = (depth: number): XMLParser =>
  new XMLParser({
    preserveOrder: true,
    ignoreAttributes: false,
    attributeNamePrefix: '',
    parseTagValue: false,
    parseAttributeValue: false,
    trimValues: false,
    processEntities: false,
    cdataPropName: '#cdata',
    maxNestedTags: depth,
  });

const isBlank = (node: ParsedNode): boolean => typeof node['#text'] === 'string' && node['#text'].trim() === '';

function resolve(node: ParsedNode, outer: ReadonlyMap<string, string>, depth: number): XmlElement {
  if (depth <= 0) throw new XmlProblem('depth', 'too deep');
  const tag = Object.keys(node).find((key) => key !== ':@');
  const content = tag === undefined ? undefined : node[tag];
  if (tag === undefined || tag.startsWith('#') || !Array.isArray(content))
    throw new XmlProblem('malformed', 'text outside the root');
  const given = Object.entries((node[':@'] ?? {}) as Readonly<Record<string, unknown>>);
  const attributes = given.map(([name, value]): [string, string] => [name, attributeValue(value)]);
  const prefixes = scopeOf(attributes, outer);
  const inside = content as readonly ParsedNode[];
  return {
    ...expandedName(tag, prefixes, prefixes.get('') ?? ''),
    attributes: attributesOf(attributes, prefixes),
    children: inside.filter((one) => !isText(one)).map((one) => resolve(one, prefixes, depth - 1)),
    text: inside.filter(isText).map(textIn).join(''),
    prefixes,
  };
}

const isText = (node: ParsedNode): boolean => '#text' in node || '#cdata' in node;

function textIn(node: ParsedNode): string {
  if (typeof node['#text'] === 'string') return decodeText(node['#text']);
  const sections = (Array.isArray(node['#cdata']) ? node['#cdata'] : []) as readonly ParsedNode[];
  return sections.map((section) => (typeof section['#text'] === 'string' ? section['#text'] : '')).join('');
}

function attributeValue(value: unknown): string {
  if (typeof value !== 'string' || value.includes('<')) throw new XmlProblem('malformed', 'an attribute');
  return decodeText(value);
}

/** In force at once. Each element with a declaration of its own copies them. */
const mostPrefixes = 64;

function scopeOf(
  attributes: readonly (readonly [string, string])[],
  outer: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const declared = attributes.flatMap(([name, value]): [string, string][] => {
    if (name === 'xmlns') return [['', value]];
    if (!name.startsWith('xmlns:')) return [];
    const prefix = name.slice('xmlns:'.length);
    if (value === '' || ['xml', 'xmlns', ''].includes(prefix)) throw new XmlProblem('namespace', 'a declaration');
    return [[prefix, value]];
  });
  if (declared.length === 0) return outer;
  if (outer.size + declared.length > mostPrefixes) throw new XmlProblem('size', 'so many prefixes');
  return new Map([...outer, ...declared]);
}

function expandedName(
  tag: string,
  prefixes: ReadonlyMap<string, string>,
  unprefixed: string,
): { readonly namespace: string; readonly name: string } {
  const [first = '', second, ...more] = tag.split(':');
  if (second === undefined) return { namespace: unprefixed, name: first };
  const namespace = prefixes.get(first);
  if (namespace === undefined || first === '' || second === '' || more.length > 0)
    throw new XmlProblem('namespace', 'a prefix that nobody declared');
  return { namespace, name: second };
}

function attributesOf(
  attributes: readonly (readonly [string, string])[],
  prefixes: ReadonlyMap<string, string>,
): ReadonlyMap<string, string> {
  const named = new Map<string, string>();
  for (const [key, value] of attributes) {
    if (key === 'xmlns' || key.startsWith('xmlns:')) continue;
    const { namespace, name } = expandedName(key, prefixes, '');
    const full = namespace === '' ? name : `{${namespace}}${name}`;
    if (named.has(full)) throw new XmlProblem('repeated', 'an attribute');
    named.set(full, value);
  }
  return named;
}
