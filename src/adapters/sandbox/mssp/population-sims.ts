import { constants, privateEncrypt } from 'node:crypto';
import type { Population } from '../population/population.js';
import { parsePhone } from '../../../domain/values/phone.js';
import type { SandboxCertificate } from '../pki/certificates.js';
import { certificateOn } from '../pki/population-certificates.js';
import { signWith } from '../pki/signing-tool.js';
import type { SimCard, SimCards, SimSigning } from './sim-card.js';

/** A SIM that holds the key of a certificate of the sandbox. */
export const simCardOf = (msisdn: string, certificate: SandboxCertificate): SimCard => ({
  msisdn,
  holder: certificate.body.holder,
  certificate: certificate.der,
  sign: (data, how) => signers[how](certificate, data),
});

const signers: Readonly<Record<SimSigning, (certificate: SandboxCertificate, data: Uint8Array) => Uint8Array>> = {
  digestInfo: ({ key }, data) =>
    privateEncrypt({ key: key.privateKey, padding: constants.RSA_PKCS1_PADDING }, Buffer.from(data)),
  message: ({ key }, data) => key.sign(data),
  cms: (certificate, data) => Buffer.from(signWith(certificate, Buffer.from(data).toString('utf8')), 'base64'),
};

/** The subscribers of the sandbox whose phones hold a signing SIM. */
export const simsOf =
  (population: Population): SimCards =>
  (msisdn) => {
    const phone = parsePhone(`+${msisdn}`);
    const holder = phone.ok ? population.simHolder(phone.value.value) : undefined;
    const certificate = holder && certificateOn(holder, 'sim');
    return certificate === undefined ? undefined : simCardOf(msisdn, certificate);
  };
