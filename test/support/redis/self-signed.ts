import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface SelfSigned {
  readonly certificateFile: string;
  readonly keyFile: string;
  readonly pem: string;
  remove(): void;
}

/** Why no certificate can be made here; undefined where one can. */
export const noOpenssl = spawnSync('openssl', ['version']).status === 0 ? undefined : 'openssl is not installed';

/** A certificate of its own for 127.0.0.1, made with OpenSSL. */
export function selfSigned(): SelfSigned {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-tls-'));
  const [certificateFile, keyFile] = [join(folder, 'certificate.pem'), join(folder, 'key.pem')];
  execFileSync(
    'openssl',
    [
      ...['req', '-x509', '-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes', '-days', '2'],
      ...['-subj', '/CN=127.0.0.1', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', keyFile, '-out', certificateFile],
    ],
    { stdio: 'ignore' },
  );
  return {
    certificateFile,
    keyFile,
    pem: readFileSync(certificateFile, 'utf8'),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
}
