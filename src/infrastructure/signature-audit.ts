import { anchorsMadeHere } from '../adapters/pki/anchors/trust-anchors.js';
import { PkiSignatureAudit } from '../adapters/pki/signature-audit.js';
import { authority } from '../adapters/sandbox/index.js';
import type { SignatureAudit } from '../application/ports/signature-audit.port.js';
import { readPkiConfig } from './pki-config.js';
import type { ConfigProblem, Flags } from './settings.js';

export type SignatureAuditRead =
  | { readonly ok: true; readonly audit: SignatureAudit }
  | { readonly ok: false; readonly problems: readonly ConfigProblem[] };

/** Repeats verifications under the anchors of the configuration, or, when told so, of the sandbox. Nobody else's. */
export function signatureAuditOf(flags: Flags, variables: Flags): SignatureAuditRead {
  if (flags['sandbox'] !== undefined)
    return { ok: true, audit: new PkiSignatureAudit(anchorsMadeHere(sandboxRoots())) };
  const read = readPkiConfig(flags, variables);
  if (!read.ok) return read;
  const { anchors } = read.config;
  if (anchors.public.length > 0 || anchors.government.length > 0)
    return { ok: true, audit: new PkiSignatureAudit(anchors) };
  const missing: ConfigProblem = {
    setting: '--anchors-public',
    given: '',
    vi: 'phải có ít nhất một tệp chứng thư số gốc (hoặc --sandbox)',
    en: 'has to name at least one file of root certificates (or --sandbox)',
  };
  return { ok: false, problems: [missing] };
}

const sandboxRoots = () => ({
  public: [authority('publicRoot').certificate],
  government: [authority('governmentRoot').certificate],
});
