import { X509Certificate, verify } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { temporaryFile } from '../../../support/temporary-file.js';

/** Whether a signature, in either form that the client delivers, is over a text. Independent of our own verifier. */
export function isOver(signature: string, text: string): boolean {
  return signature.startsWith('{') ? isRawOver(signature, text) : isCmsOver(signature, text);
}

function isRawOver(json: string, text: string): boolean {
  const raw = JSON.parse(json) as Record<'format' | 'certificate' | 'signature' | 'algorithm', string>;
  expect([raw.format, raw.algorithm]).toEqual(['raw', 'RS256']);
  const { publicKey } = new X509Certificate(Buffer.from(raw.certificate, 'base64'));
  return verify('sha256', Buffer.from(text, 'utf8'), publicKey, Buffer.from(raw.signature, 'base64'));
}

function isCmsOver(base64: string, text: string): boolean {
  const file = temporaryFile('signature.der');
  try {
    writeFileSync(file.path, Buffer.from(base64, 'base64'));
    const { status, stdout } = spawnSync(
      'openssl',
      ['cms', '-verify', '-noverify', '-inform', 'DER', '-in', file.path],
      {
        encoding: 'utf8',
      },
    );
    return status === 0 && stdout === text;
  } finally {
    file.remove();
  }
}
