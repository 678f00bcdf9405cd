import type { MethodPolicy, PolicyEdition } from '../edition.js';
import { type SubjectKind, subjectKinds } from '../methods.js';
import { vietnamMidnight } from '../vietnam-time.js';
import { addProof, logInByEid, registerByEid } from './columns.js';
import { portalNumbers } from './numbers.js';

const transition = 'nd69, transition: organisations use accounts issued by the portal to the end of 30/06/2025';

const byEidOnly = (subject: SubjectKind): MethodPolicy => ({
  method: 'vneid',
  subject,
  register: registerByEid(subject, { basis: transition }),
  add: addProof({ basis: 'ours: a first login with VNeID that finds an account is added after its owner agrees' }),
  login: logInByEid({ basis: transition }),
});

/** Accounts that the portal gave organisations end as well: VNeID is the one way for every subject. */
export const edition202507: PolicyEdition = {
  ...portalNumbers,
  id: '2025-07',
  title: 'Portal accounts of organisations end: everybody by VNeID only (Decree 69/2024)',
  inForceFrom: vietnamMidnight(2025, 7, 1),
  basis: `${transition}. Decree 320/2026 amends Decree 69 from 28/09/2026; we do not know its text, and no edition follows it.`,
  methods: subjectKinds.map(byEidOnly),
};
