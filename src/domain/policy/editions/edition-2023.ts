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
import { agencyTokenRow, citizenPortalRows, enterpriseTokenRow } from './portal-rows.js';

const addedOurs = { basis: 'ours: what registers may be added, as badinh2022 3.2.a has it for SIM and token' };
const loginOurs = { basis: 'ours: what registered must be able to log in' };

/** SmartCA appears, SIM registers enterprises too, and VNeID lets citizens in beside the portal's own accounts. */
export const edition2023: PolicyEdition = {
  ...portalNumbers,
  id: '2023',
  title: 'VNPT SmartCA appears; VNeID logs citizens in under Decree 59/2022',
  // Decree 59/2022 is in force from 20 October 2022; when SmartCA and the VNeID button came, no document says: our choice.
  inForceFrom: vietnamMidnight(2023, 1, 1),
  basis:
    'xuanhoa (six ways for citizens; SIM for enterprises), vneid (VNeID login under Decree 59/2022; SmartCA among the IAL3 methods), usb (captcha for enterprises). The day is our choice: none of them is dated.',
  methods: [
    ...citizenPortalRows({ aliases: true, loginCaptcha: true }),
    {
      method: 'smartCa',
      subject: 'citizen',
      register: registerByCertificate('citizen', { captcha: true, basis: 'xuanhoa Bước 2; steps as bca (4)' }),
      add: addCertificate('citizen', addedOurs),
      login: logInByCertificate('citizen', loginOurs),
    },
    {
      method: 'vneid',
      subject: 'citizen',
      register: registerByEid('citizen', { basis: 'ours: a first login with VNeID that finds no account makes one' }),
      add: addProof({ basis: 'ours: a first login with VNeID that finds an account is added after its owner agrees' }),
      login: logInByEid({ basis: 'vneid Đăng nhập Cổng dịch vụ công, 1' }),
    },
    enterpriseTokenRow({ tokenCaptcha: true, tokenBasis: 'usb Bước 2 (email, captcha); xuanhoa Bước 2' }),
    {
      method: 'simPki',
      subject: 'enterprise',
      register: registerByCertificate('enterprise', { captcha: false, basis: 'xuanhoa Bước 2' }),
      add: addCertificate('enterprise', { basis: 'badinh2022 3.2.a (the same steps as registering)' }),
      login: logInByCertificate('enterprise', { basis: 'badinh2022 II' }),
    },
    {
      method: 'smartCa',
      subject: 'enterprise',
      register: registerByCertificate('enterprise', {
        captcha: true,
        basis: 'bca (4); vneid Đăng ký tài khoản; email as badinh2022 1.4 requires it of enterprises',
      }),
      add: addCertificate('enterprise', { basis: 'bca (4): offered where an account exists' }),
      login: logInByCertificate('enterprise', loginOurs),
    },
    agencyTokenRow,
  ],
};
