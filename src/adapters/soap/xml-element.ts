import { XmlProblem } from './xml-problem.js';

/** An element with its namespace resolved. */
export interface XmlElement {
  /** '' where it is in none. */
  readonly namespace: string;
  readonly name: string;
  /** By name; one in a namespace as `{namespace}name`. */
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** Its own text, what stands between children included. */
  readonly text: string;
  /** What prefixes mean here: for names inside texts. */
  readonly prefixes: ReadonlyMap<string, string>;
}

export const childrenOf = (element: XmlElement, namespace: string, name: string): readonly XmlElement[] =>
  element.children.filter((child) => child.name === name && child.namespace === namespace);

/** The one child of that name, or none. Two are refused: nobody knows which of them another reader would take. */
export function optionalChild(element: XmlElement, namespace: string, name: string): XmlElement | undefined {
  const [found, ...more] = childrenOf(element, namespace, name);
  if (more.length > 0) throw new XmlProblem('repeated', name);
  return found;
}

export function childOf(element: XmlElement, namespace: string, name: string): XmlElement {
  const found = optionalChild(element, namespace, name);
  if (found === undefined) throw new XmlProblem('missing', name);
  return found;
}

export function attributeOf(element: XmlElement, name: string): string {
  const found = element.attributes.get(name);
  if (found === undefined) throw new XmlProblem('missing', `${element.name}/@${name}`);
  return found;
}

/** The text of an element that has nothing but text in it, without the space around it. */
export function textOf(element: XmlElement): string {
  if (element.children.length > 0) throw new XmlProblem('unexpected', `elements in ${element.name}`);
  return element.text.trim();
}
