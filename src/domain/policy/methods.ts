/** Who an account belongs to; chosen first, and exclusive. */
export type SubjectKind = 'citizen' | 'enterprise' | 'agency';
export const subjectKinds = ['citizen', 'enterprise', 'agency'] as const satisfies readonly SubjectKind[];

/** Ways to prove an identity. */
export type IdentityMethod =
  'mobileSubscriber' | 'socialInsurance' | 'vnpost' | 'usbToken' | 'simPki' | 'smartCa' | 'vneid' | 'inPerson';
export const identityMethods = [
  'mobileSubscriber',
  'socialInsurance',
  'vnpost',
  'usbToken',
  'simPki',
  'smartCa',
  'vneid',
  'inPerson',
] as const satisfies readonly IdentityMethod[];

/** Ways to be let in that prove no identity of their own. */
export type Authenticator = 'password' | 'smsOtp';
export type MethodKind = IdentityMethod | Authenticator;

export type CertificateMethod = 'usbToken' | 'simPki' | 'smartCa';
export const isCertificateMethod = (method: MethodKind): method is CertificateMethod =>
  method === 'usbToken' || method === 'simPki' || method === 'smartCa';
