// #region tool
/** The signing tool on the person's computer: a plugin, Web eID, or a command. It asks for the PIN; the page never does. */
export interface SigningTool {
  sign(challenge: string, origin: string): Promise<string>;
}
// #endregion tool

/** How the page reaches the portal: `fetch`, and what it does with an answer. */
export interface Portal {
  readonly origin: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown): Promise<Answer>;
}

interface Answer {
  readonly registrationId?: string;
  readonly edition?: string;
  readonly digest?: string;
  readonly status?: string;
  readonly due?: Due | null;
}

interface Due {
  readonly challenge?: string;
  readonly certificate?: ShownCertificate;
}

// #region consent
/** What the person has to see before agreeing: from the certificate, as the portal verified it. */
export interface ShownCertificate {
  readonly holder: string;
  readonly validFrom: string;
  readonly validUntil: string;
  readonly issuer: string;
}
export type Agreement = (certificate: ShownCertificate) => Promise<{ readonly email: string } | undefined>;
// #endregion consent

// #region register
/** Registers an enterprise; the status of the registration in the end. */
export async function registerEnterprise(portal: Portal, tool: SigningTool, agree: Agreement): Promise<string> {
  const { edition, digest } = await portal.get('/v1/terms');
  const form = { subject: 'enterprise', method: 'usbToken', consent: { edition, digest } };
  const { registrationId, due } = await portal.post('/v1/registrations', form);
  const steps = `/v1/registrations/${registrationId}/steps`;

  const signature = await tool.sign(due?.challenge ?? '', portal.origin);
  const proved = await portal.post(steps, { kind: 'signature', signature });

  const certificate = proved.due?.certificate;
  const agreed = certificate && (await agree(certificate));
  if (agreed === undefined) return proved.status ?? 'refused'; // nothing was opened, and the registration runs out
  const done = await portal.post(steps, { kind: 'holderConfirmation', email: agreed.email });
  return done.status ?? 'refused';
}
// #endregion register

// #region web-eid
/** The library of Web eID (`@web-eid/web-eid-library`) as such a tool: the challenge is its nonce. */
export const webEid = (authenticate: (nonce: string) => Promise<object>): SigningTool => ({
  sign: async (challenge) => JSON.stringify(await authenticate(challenge)),
});
// #endregion web-eid
