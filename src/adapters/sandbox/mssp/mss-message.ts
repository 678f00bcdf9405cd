import { readEnvelope, type SoapVersion } from '../../soap/envelope.js';
import { attributeOf, childOf, childrenOf, optionalChild, textOf, type XmlElement } from '../../soap/xml-element.js';

export const mss = 'http://uri.etsi.org/TS102204/v1.1.2#';

/** A request as the sandbox's provider reads it, with what every one of them has. */
export interface MssRequest {
  readonly version: SoapVersion;
  /** The element named after the operation that the message stood in, if any; the answer gets its like. */
  readonly wrapper: string | undefined;
  readonly name: string;
  readonly element: XmlElement;
  readonly apId: string;
  readonly apPassword: string;
  readonly apTransId: string;
}

/** Throws `XmlProblem` alone. */
export function readMssRequest(bytes: Uint8Array): MssRequest | undefined {
  const message = readEnvelope(bytes, { bytes: 64 * 1024, depth: 16, tags: 500 });
  if (message.kind === 'fault') return undefined;
  const outer = message.element;
  const [inner] = outer.children;
  const element = outer.namespace === mss ? outer : inner;
  if (element === undefined || element.namespace !== mss) return undefined;
  const info = childOf(element, mss, 'AP_Info');
  return {
    version: message.version,
    wrapper: outer === element ? undefined : outer.name,
    name: element.name,
    element,
    apId: attributeOf(info, 'AP_ID'),
    apPassword: attributeOf(info, 'AP_PWD'),
    apTransId: attributeOf(info, 'AP_TransID'),
  };
}

export interface DataToSign {
  readonly bytes: Uint8Array;
  readonly isDigestInfo: boolean;
}

/** What has to be signed; nothing, when it is in no form that a SIM takes. */
export function dataToSign({ element }: MssRequest): DataToSign | undefined {
  const data = childOf(element, mss, 'DataToBeSigned');
  const [mimeType, encoding] = [attributeOf(data, 'MimeType'), attributeOf(data, 'Encoding')];
  if (mimeType === 'text/plain' && encoding === 'UTF-8')
    return { bytes: Buffer.from(textOf(data), 'utf8'), isDigestInfo: false };
  const bytes = Buffer.from(textOf(data), 'base64');
  const isDigestInfo = bytes.length === 51 && bytes.subarray(0, 6).toString('hex') === '3031300d0609';
  return mimeType === 'application/octet-stream' && encoding === 'base64' && isDigestInfo
    ? { bytes, isDigestInfo }
    : undefined;
}

export const displayedText = ({ element }: MssRequest): string => {
  const shown = optionalChild(element, mss, 'DataToBeDisplayed');
  return shown === undefined ? '' : textOf(shown);
};

export const msisdnOf = ({ element }: MssRequest): string =>
  textOf(childOf(childOf(element, mss, 'MobileUser'), mss, 'MSISDN'));

/** The last part of the URI of the format, PKCS1 when there is none. */
export function formatOf({ element }: MssRequest): string {
  const format = optionalChild(element, mss, 'MSS_Format');
  return format === undefined ? 'PKCS1' : textOf(childOf(format, mss, 'mssURI')).replace(mss, '');
}

/** URIs of additional services asked for. */
export function servicesOf({ element }: MssRequest): readonly string[] {
  const services = optionalChild(element, mss, 'AdditionalServices');
  const asked = services === undefined ? [] : childrenOf(services, mss, 'Service');
  return asked.map((one) => textOf(childOf(childOf(one, mss, 'Description'), mss, 'mssURI')));
}
