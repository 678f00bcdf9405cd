import type { PolicyEdition } from '../edition.js';
import { vietnamMidnight } from '../vietnam-time.js';
import {
  addCertificate,
  addProof,
  logInByCertificate,
  logInByEid,
  registerByCertificate,
  registerByEid,
} from './columns.js';
import { portalNumbers } from './numbers.js';
import { agencyTokenRow, enterpriseTokenRow } from './portal-rows.js';

const addedOurs = { basis: 'ours: what registers may be added, as badinh2022 3.2.a has it for SIM and token' };
const loginOurs = { basis: 'ours: what registered must be able to log in' };
const transition = 'nd69, transition: individuals use accounts issued by the portal to the end of 30/06/2024';

/**
 * Accounts that the portal gave individuals end: citizens register and log in by VNeID only. Their accounts stay, and
 * VNeID is added to them at its first login. Organisations have another year.
 */
export const edition202407: PolicyEdition = {
  ...portalNumbers,
  id: '2024-07',
  title: 'Portal accounts of individuals end: citizens by VNeID only (Decree 69/2024)',
  inForceFrom: vietnamMidnight(2024, 7, 1),
  basis: `${transition}. Organisations as in bca. VNeID registers an account at the first login, by our decision.`,
  methods: [
    {
      method: 'vneid',
      subject: 'citizen',
      register: registerByEid('citizen', { basis: `bca Bước 2; ${transition}` }),
      add: addProof({ basis: 'ours: a first login with VNeID that finds an account is added after its owner agrees' }),
      login: logInByEid({ basis: transition }),
    },
    enterpriseTokenRow({ tokenCaptcha: false, tokenBasis: 'bca (3)' }),
    {
      method: 'simPki',
      subject: 'enterprise',
      register: registerByCertificate('enterprise', {
        captcha: false,
        basis: 'bca (2); email as badinh2022 1.4 requires it of enterprises',
      }),
      add: addCertificate('enterprise', addedOurs),
      login: logInByCertificate('enterprise', loginOurs),
    },
    {
      method: 'smartCa',
      subject: 'enterprise',
      register: registerByCertificate('enterprise', {
        captcha: true,
        basis: 'bca (4); email as badinh2022 1.4 requires it of enterprises',
      }),
      add: addCertificate('enterprise', { basis: 'bca (4): offered where an account exists' }),
      login: logInByCertificate('enterprise', loginOurs),
    },
    {
      method: 'vneid',
      subject: 'enterprise',
      register: registerByEid('enterprise', { basis: 'bca Bước 2 (VNeID for citizens and enterprises)' }),
      add: addProof(addedOurs),
      login: logInByEid(loginOurs),
    },
    agencyTokenRow,
    {
      method: 'simPki',
      subject: 'agency',
      register: registerByCertificate('agency', { captcha: false, basis: 'bca (2)' }),
      add: addCertificate('agency', addedOurs),
      login: logInByCertificate('agency', loginOurs),
    },
  ],
};
