import { authority, isRoot } from '../authorities.js';
import type { SandboxCertificate } from '../certificates.js';

interface Listed {
  readonly file: string;
  readonly about: string;
  readonly certificate: SandboxCertificate;
}

const fence = '```';

/** What lies in the directory, and how to look at it with OpenSSL. */
export function readmeOf(holders: readonly Listed[]): string {
  const rows = holders.map(({ file, about, certificate: { body, issuedBy, key } }) => {
    const root = authority(issuedBy).issuer.id;
    const from = isRoot(authority(issuedBy)) ? issuedBy : `${root} > ${issuedBy}`;
    return `| \`${file}\` | ${body.holder} | ${about} | ${from} | ${key.kind} |`;
  });
  return `# Sandbox certificates

Written by \`dinhdanh sandbox ca\`. **Nothing here is real, and nothing of it may be trusted anywhere**: the keys are derived
from published texts, so anybody can make them. They are the same on every machine, and the sandbox of \`dinhdanh serve\`
accepts what they sign.

- \`roots/\`: the public and the government root. \`authorities/\`: who issues for tokens, SIMs, remote signing (RS) and agencies.
- \`responders/\`: the certificate and key that each authority's OCSP answers are signed with.
- \`lists/\`: revocation lists, good for thirty days from when they were written.
- \`holders/\`: for each holder the certificate (\`.pem\`), the key (\`.key.pem\`) and both with the authority (\`.p12\`, password
  \`sandbox\`).

| file | holder | what | hierarchy | key |
| --- | --- | --- | --- | --- |
${rows.join('\n')}

Certificates name \`http://pki.sandbox.invalid\` for OCSP, lists and authorities, a host that does not exist. The running
sandbox answers for it under \`/sandbox/pki\`.

## Check a certificate against the revocation lists

${fence}sh
openssl verify -x509_strict -crl_check_all -CAfile roots/publicRoot.pem -untrusted authorities/token.pem \\
  -CRLfile lists/publicRoot.pem -CRLfile lists/token.pem holders/citizen-token.pem
${fence}

${fence}sh
openssl verify -x509_strict -crl_check_all -CAfile roots/governmentRoot.pem -untrusted authorities/agencies.pem \\
  -CRLfile lists/governmentRoot.pem -CRLfile lists/agencies.pem holders/agency-token.pem
${fence}

The same for \`revoked\` ends with "certificate revoked".

## Ask the running sandbox

\`dinhdanh serve\` has to run.

${fence}sh
openssl ocsp -url http://127.0.0.1:3000/sandbox/pki/ocsp/token -issuer authorities/token.pem \\
  -cert holders/citizen-token.pem -cert holders/revoked.pem \\
  -CAfile roots/publicRoot.pem -verify_other authorities/token.pem
${fence}

## Sign a challenge

The challenge is the text that the API asks to be signed; here it is in the file \`challenge.txt\`, without a line end.

${fence}sh
printf %s "the challenge" > challenge.txt
openssl cms -sign -binary -nodetach -in challenge.txt -signer holders/citizen-token.pem \\
  -inkey holders/citizen-token.key.pem -certfile authorities/token.pem -outform DER -out signature.der
openssl cms -verify -binary -inform DER -in signature.der -CAfile roots/publicRoot.pem -out verified.txt
openssl base64 -A -in signature.der -out signature.txt
${fence}

\`signature.txt\` is what the step \`signature\` takes.

## Look into a P12

${fence}sh
openssl pkcs12 -in holders/citizen-token.p12 -passin pass:sandbox -nodes -out citizen-token.all.pem
${fence}
`;
}
