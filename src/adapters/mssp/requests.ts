import type { Clock } from '../../application/ports/clock.port.js';
import { writeEnvelope } from '../soap/envelope.js';
import { type Markup, xml } from '../soap/write-xml.js';
import { sha256DigestInfo } from './digest-info.js';
import { messageNames, mssNamespace, type Operation, signatureFormats } from './names.js';
import type { ReadMsspSettings } from './settings.js';

export interface SignatureToAsk {
  readonly msisdn: string;
  readonly challenge: string;
  /** The code on both screens. */
  readonly prompt: string;
}

/** Writes the messages of one provider. Every one gets an AP_TransID of its own from the caller. */
export class MsspRequests {
  constructor(
    private readonly settings: ReadMsspSettings,
    private readonly clock: Clock,
  ) {}

  registration(apTransId: string, msisdn: string): string {
    return this.envelope('MSS_Registration', apTransId, {}, [mobileUser(msisdn)]);
  }

  signature(apTransId: string, { msisdn, challenge, prompt }: SignatureToAsk): string {
    const { messagingMode, timeOutSeconds, signatureProfile, additionalServices, format, display } = this.settings;
    const services = additionalServices.map((uri) => xml('mss:Service', {}, uriIn('mss:Description', uri)));
    const shown = display.replaceAll('{code}', () => prompt);
    const attributes = { MessagingMode: messagingMode, TimeOut: String(timeOutSeconds) };
    return this.envelope('MSS_Signature', apTransId, attributes, [
      mobileUser(msisdn),
      this.dataToBeSigned(challenge),
      xml('mss:DataToBeDisplayed', { MimeType: 'text/plain', Encoding: 'UTF-8' }, shown),
      uriIn('mss:SignatureProfile', signatureProfile),
      ...(services.length === 0 ? [] : [xml('mss:AdditionalServices', {}, ...services)]),
      uriIn('mss:MSS_Format', signatureFormats[format]),
    ]);
  }

  status(apTransId: string, msspTransId: string): string {
    return this.envelope('MSS_StatusQuery', apTransId, { MSSP_TransID: msspTransId }, []);
  }

  private dataToBeSigned(challenge: string): Markup {
    if (this.settings.dataToBeSigned === 'text')
      return xml('mss:DataToBeSigned', { MimeType: 'text/plain', Encoding: 'UTF-8' }, challenge);
    const digestInfo = Buffer.from(sha256DigestInfo(challenge)).toString('base64');
    return xml('mss:DataToBeSigned', { MimeType: 'application/octet-stream', Encoding: 'base64' }, digestInfo);
  }

  private envelope(
    operation: Operation,
    apTransId: string,
    attributes: Readonly<Record<string, string>>,
    content: readonly Markup[],
  ): string {
    const { ap, msspUri, soap, wrapped } = this.settings;
    const now = new Date(this.clock.now()).toISOString();
    const apInfo = { AP_ID: ap.id, AP_PWD: ap.password, AP_TransID: apTransId, Instant: now };
    const message = xml(
      `mss:${messageNames[operation].request}`,
      { 'xmlns:mss': mssNamespace, MajorVersion: '1', MinorVersion: '1', ...attributes },
      xml('mss:AP_Info', apInfo),
      xml('mss:MSSP_Info', { Instant: now }, xml('mss:MSSP_ID', {}, xml('mss:URI', {}, msspUri))),
      ...content,
    );
    return writeEnvelope(soap, wrapped ? xml(operation, {}, message) : message);
  }
}

const mobileUser = (msisdn: string): Markup => xml('mss:MobileUser', {}, xml('mss:MSISDN', {}, msisdn));
const uriIn = (name: string, uri: string): Markup => xml(name, {}, xml('mss:mssURI', {}, uri));
