import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface Pem {
  readonly certificate: string;
  readonly key: string;
}

export interface TlsFiles {
  readonly authority: Pem;
  readonly server: Pem;
  readonly client: Pem;
  /** Of an authority that nobody trusts. */
  readonly strangerAuthority: Pem;
  readonly stranger: Pem;
}

/** Certificates for TLS, made by openssl for one run. */
export function makeTlsFiles(): TlsFiles {
  const folder = mkdtempSync(join(tmpdir(), 'dinhdanh-tls-'));
  const path = (name: string): string => join(folder, name);
  const openssl = (...args: string[]): void => {
    execFileSync('openssl', args, { stdio: 'ignore', cwd: folder });
  };
  const read = (name: string): Pem => ({
    certificate: readFileSync(path(`${name}.pem`), 'utf8'),
    key: readFileSync(path(`${name}.key`), 'utf8'),
  });
  const key = ['-newkey', 'ec', '-pkeyopt', 'ec_paramgen_curve:P-256', '-nodes'];
  const authority = (name: string): Pem => {
    const to = ['-keyout', `${name}.key`, '-out', `${name}.pem`, '-days', '2', '-subj', `/CN=${name}`];
    openssl('req', '-x509', ...key, ...to, '-addext', 'basicConstraints=critical,CA:true');
    return read(name);
  };
  const leaf = (name: string, issuer: string, extensions: string): Pem => {
    openssl('req', '-new', ...key, '-keyout', `${name}.key`, '-out', `${name}.csr`, '-subj', `/CN=${name}`);
    writeFileSync(path(`${name}.ext`), extensions);
    const signing = ['-CA', `${issuer}.pem`, '-CAkey', `${issuer}.key`, '-CAcreateserial', '-days', '2'];
    openssl('x509', '-req', '-in', `${name}.csr`, ...signing, '-extfile', `${name}.ext`, '-out', `${name}.pem`);
    return read(name);
  };
  try {
    return {
      authority: authority('authority'),
      strangerAuthority: authority('strangers'),
      server: leaf(
        'server',
        'authority',
        'subjectAltName=DNS:mssp.example,DNS:localhost\nextendedKeyUsage=serverAuth\n',
      ),
      client: leaf('portal', 'authority', 'extendedKeyUsage=clientAuth\n'),
      stranger: leaf('stranger', 'strangers', 'extendedKeyUsage=clientAuth\n'),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
