import { readXml, type XmlLimits } from './read-xml.js';
import { type Markup, xml } from './write-xml.js';
import { childOf, childrenOf, optionalChild, textOf, type XmlElement } from './xml-element.js';
import { XmlProblem } from './xml-problem.js';

export type SoapVersion = '1.1' | '1.2';

const namespaces: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'http://schemas.xmlsoap.org/soap/envelope/',
  '1.2': 'http://www.w3.org/2003/05/soap-envelope',
};
const versions: readonly SoapVersion[] = ['1.1', '1.2'];

/** A name with the namespace that its prefix stood for. */
export interface QualifiedName {
  readonly namespace: string;
  readonly name: string;
}

export type SoapMessage = { readonly version: SoapVersion } & (
  | { readonly kind: 'body'; readonly element: XmlElement }
  | {
      readonly kind: 'fault';
      /** The code and what it was refined to, general first; a name with an undeclared prefix is left out. */
      readonly codes: readonly QualifiedName[];
      readonly reason: string;
    }
);

export const soapMediaType: Readonly<Record<SoapVersion, string>> = {
  '1.1': 'text/xml',
  '1.2': 'application/soap+xml',
};

export const writeEnvelope = (version: SoapVersion, body: Markup): string =>
  `<?xml version="1.0" encoding="UTF-8"?>${
    xml('soapenv:Envelope', { 'xmlns:soapenv': namespaces[version] }, xml('soapenv:Body', {}, body)).text
  }`;

/** What a fault says: `refined` is the application's own code under the general one. */
export interface FaultToWrite {
  readonly blame: 'sender' | 'receiver';
  readonly refined: { readonly prefix: string; readonly namespace: string; readonly name: string };
  readonly reason: string;
}

export function writeFault(version: SoapVersion, { blame, refined, reason }: FaultToWrite): string {
  const { prefix, namespace, name } = refined;
  const declared = { [`xmlns:${prefix}`]: namespace };
  if (version === '1.1') {
    const code = xml('faultcode', declared, `${prefix}:${name}`);
    return writeEnvelope('1.1', xml('soapenv:Fault', {}, code, xml('faultstring', {}, reason)));
  }
  const general = xml('soapenv:Value', {}, blame === 'sender' ? 'soapenv:Sender' : 'soapenv:Receiver');
  const subcode = xml('soapenv:Subcode', declared, xml('soapenv:Value', {}, `${prefix}:${name}`));
  const text = xml('soapenv:Text', { 'xml:lang': 'en' }, reason);
  const parts = [xml('soapenv:Code', {}, general, subcode), xml('soapenv:Reason', {}, text)];
  return writeEnvelope('1.2', xml('soapenv:Fault', {}, ...parts));
}

/** Reads either version. A header that must be understood is refused: none is. Throws `XmlProblem` alone. */
export function readEnvelope(bytes: Uint8Array, limits?: XmlLimits): SoapMessage {
  const envelope = readXml(bytes, limits);
  const version = versions.find((one) => envelope.namespace === namespaces[one]);
  if (version === undefined || envelope.name !== 'Envelope') throw new XmlProblem('namespace', 'not a SOAP envelope');
  const soap = namespaces[version];
  const headers = optionalChild(envelope, soap, 'Header')?.children ?? [];
  if (headers.some(({ attributes }) => /^(?:1|true)$/.test(attributes.get(`{${soap}}mustUnderstand`) ?? '')))
    throw new XmlProblem('unexpected', 'a header that has to be understood');
  const [element, ...more] = childOf(envelope, soap, 'Body').children;
  if (element === undefined) throw new XmlProblem('missing', 'a message in the body');
  if (more.length > 0) throw new XmlProblem('repeated', 'messages in the body');
  if (element.namespace !== soap) return { kind: 'body', version, element };
  if (element.name !== 'Fault') throw new XmlProblem('unexpected', element.name);
  return { kind: 'fault', version, ...(version === '1.1' ? oldFault(element) : newFault(element, soap)) };
}

type FaultParts = Pick<Extract<SoapMessage, { kind: 'fault' }>, 'codes' | 'reason'>;

function oldFault(fault: XmlElement): FaultParts {
  const code = optionalChild(fault, '', 'faultcode');
  const reason = optionalChild(fault, '', 'faultstring');
  return { codes: namesIn(code === undefined ? [] : [code]), reason: reason === undefined ? '' : textOf(reason) };
}

function newFault(fault: XmlElement, soap: string): FaultParts {
  const values: XmlElement[] = [];
  let code: XmlElement | undefined = childOf(fault, soap, 'Code');
  while (code !== undefined) {
    values.push(childOf(code, soap, 'Value'));
    code = optionalChild(code, soap, 'Subcode');
  }
  const reason = optionalChild(fault, soap, 'Reason');
  const [text] = reason === undefined ? [] : childrenOf(reason, soap, 'Text');
  return { codes: namesIn(values), reason: text === undefined ? '' : textOf(text) };
}

const namesIn = (values: readonly XmlElement[]): readonly QualifiedName[] =>
  values.flatMap((value) => {
    const [first = '', second] = textOf(value).split(':');
    const namespace = second === undefined ? '' : value.prefixes.get(first);
    return namespace === undefined ? [] : [{ namespace, name: second ?? first }];
  });
