import { readEnvelope, type SoapVersion, writeEnvelope, writeFault } from '../../../src/adapters/soap/envelope.js';
import { xml } from '../../../src/adapters/soap/write-xml.js';

const read = (text: string) => readEnvelope(Buffer.from(text, 'utf8'));
const soap = { '1.1': 'http://schemas.xmlsoap.org/soap/envelope/', '1.2': 'http://www.w3.org/2003/05/soap-envelope' };
const inEnvelope = (content: string, version: SoapVersion = '1.2'): string =>
  `<s:Envelope xmlns:s="${soap[version]}">${content}</s:Envelope>`;

describe.each(['1.1', '1.2'] as const)('SOAP %s', (version) => {
  it('carries one message', () => {
    expect(read(writeEnvelope(version, xml('m', { a: 'ế' }, 'x')))).toMatchObject({
      kind: 'body',
      version,
      element: { name: 'm', namespace: '', text: 'x' },
    });
  });

  it('carries a fault with the code of the application', () => {
    const refined = { prefix: 'app', namespace: 'urn:app', name: '_105' };
    const fault = read(writeFault(version, { blame: 'sender', refined, reason: 'UNKNOWN <client>' }));
    expect(fault).toMatchObject({ kind: 'fault', version, reason: 'UNKNOWN <client>' });
    expect(fault.kind === 'fault' && fault.codes.at(-1)).toEqual({ namespace: 'urn:app', name: '_105' });
  });

  it('refuses what is no envelope of one message', () => {
    const two = inEnvelope('<s:Body><a/><b/></s:Body>', version);
    expect(() => read(two)).toThrow('repeated');
    expect(() => read(inEnvelope('<s:Body/>', version))).toThrow('missing');
    expect(() => read(inEnvelope('', version))).toThrow('missing');
    expect(() => read(inEnvelope('<s:Body><a/></s:Body><s:Body><b/></s:Body>', version))).toThrow('repeated');
    expect(() => read(inEnvelope('<s:Body><s:Envelope/></s:Body>', version))).toThrow('unexpected');
  });

  it('takes headers that may be passed over, and no others', () => {
    const header = (attributes: string): string =>
      inEnvelope(`<s:Header><h ${attributes}/></s:Header><s:Body><a/></s:Body>`, version);
    expect(read(header('s:mustUnderstand="0"')).kind).toBe('body');
    expect(() => read(header('s:mustUnderstand="1"'))).toThrow('unexpected');
    expect(() => read(header('s:mustUnderstand="true"'))).toThrow('unexpected');
  });
});

it('refuses other namespaces that look like it', () => {
  expect(() => read('<s:Envelope xmlns:s="urn:other"><s:Body><a/></s:Body></s:Envelope>')).toThrow('namespace');
  expect(() => read('<Envelope><Body><a/></Body></Envelope>')).toThrow('namespace');
  expect(() => read(inEnvelope('<Body><a/></Body>'))).toThrow('missing');
});

it('leaves out codes of a fault whose prefix means nothing', () => {
  const code = '<s:Code><s:Value>s:Sender</s:Value><s:Subcode><s:Value>gone:_105</s:Value></s:Subcode></s:Code>';
  expect(read(inEnvelope(`<s:Body><s:Fault>${code}</s:Fault></s:Body>`))).toMatchObject({
    codes: [{ namespace: soap['1.2'], name: 'Sender' }],
    reason: '',
  });
});
