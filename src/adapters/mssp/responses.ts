import { readEnvelope, type SoapMessage } from '../soap/envelope.js';
import { attributeOf, childOf, childrenOf, optionalChild, textOf, type XmlElement } from '../soap/xml-element.js';
import { MsspFailure } from './mssp-failure.js';
import { messageNames, mssNamespace, type Operation } from './names.js';
import { codeNamed } from './status-codes.js';

/** What an answer says, in one form for all three operations. */
export interface MsspAnswer {
  /** Three digits. */
  readonly code: string;
  readonly apTransId?: string;
  readonly msspTransId?: string;
  readonly msisdn?: string;
  readonly signature?: Uint8Array;
  readonly certificate?: Uint8Array;
}

/** Throws `XmlProblem` or `MsspFailure`, whatever the bytes. */
export function readAnswer(operation: Operation, bytes: Uint8Array): MsspAnswer {
  const message = readEnvelope(bytes);
  if (message.kind === 'fault') return { code: codeOfFault(message) };
  const response = responseIn(operation, message.element);
  const optional = (name: string): XmlElement | undefined => optionalChild(response, mssNamespace, name);
  const [user, signature] = [optional('MobileUser'), optional('MSS_Signature')];
  const msspTransId = response.attributes.get('MSSP_TransID');
  const certificate = certificateIn(response);
  return {
    code: codeIn(response),
    apTransId: attributeOf(childOf(response, mssNamespace, 'AP_Info'), 'AP_TransID'),
    ...(msspTransId !== undefined && { msspTransId: shortName(msspTransId) }),
    ...(user !== undefined && { msisdn: textOf(childOf(user, mssNamespace, 'MSISDN')) }),
    ...(signature !== undefined && { signature: bytesIn(childOf(signature, mssNamespace, 'Base64Signature')) }),
    ...(certificate !== undefined && { certificate: bytesIn(certificate) }),
  };
}

/** The response itself, or inside the element that is named after its operation. */
function responseIn(operation: Operation, element: XmlElement): XmlElement {
  const name = messageNames[operation].response;
  if (element.name === name && element.namespace === mssNamespace) return element;
  if (element.name !== `${operation}Response`) throw new MsspFailure('mismatch', 'an answer to another operation');
  return childOf(element, mssNamespace, name);
}

function codeIn(response: XmlElement): string {
  const status = childOf(response, mssNamespace, 'Status');
  const code = attributeOf(childOf(status, mssNamespace, 'StatusCode'), 'Value');
  if (!/^\d{3}$/.test(code)) throw new MsspFailure('xml', 'a status code that is none');
  return code;
}

/** The standard puts the certificate beside the status; operators put each of several into an element of its own, the first one in use. */
function certificateIn(response: XmlElement): XmlElement | undefined {
  const [first] = childrenOf(response, mssNamespace, 'CertificateResponse');
  return optionalChild(first ?? response, mssNamespace, 'X509Certificate');
}

/** A fault is refined to `_105`, or names the status where the code should be. */
function codeOfFault({ codes, reason }: Extract<SoapMessage, { kind: 'fault' }>): string {
  const refined = codes.find(({ namespace, name }) => namespace === mssNamespace && /^_\d{3}$/.test(name));
  const code = refined?.name.slice(1) ?? codeNamed(reason);
  if (code === undefined) throw new MsspFailure('fault', 'without a status code');
  return code;
}

function shortName(text: string): string {
  if (text === '' || text.length > 256) throw new MsspFailure('xml', 'an MSSP_TransID of no use');
  return text;
}

const base64 = /^(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;
const mostBytes = 64 * 1024;

function bytesIn(element: XmlElement): Uint8Array {
  const text = textOf(element).replace(/\s+/g, '');
  if (text === '' || text.length > (mostBytes * 4) / 3 || !base64.test(text))
    throw new MsspFailure('xml', `base64 in ${element.name}`);
  return Buffer.from(text, 'base64');
}
