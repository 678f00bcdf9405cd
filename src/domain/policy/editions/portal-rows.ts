import type { MethodPolicy } from '../edition.js';
import {
  addCertificate,
  addProof,
  logInByCertificate,
  logInByPassword,
  logInByPost,
  registerByCertificate,
  registerByMobile,
  registerByPost,
  registerBySocialInsurance,
  registerInPerson,
} from './columns.js';

/* The rows that the editions of the portal's own accounts (2019 to 2023) have in common. */

const guide = (section: string) => ({ basis: `badinh2022 ${section}` });
const addedLike = guide('3.2.a (the same steps as registering)');

interface PortalForms {
  /** Whether the population register is asked for a person's other numbers. */
  readonly aliases: boolean;
  /** Whether the login by identifier and password asks for a captcha. */
  readonly loginCaptcha: boolean;
}

/** What the portal opened to citizens, civil servants among them. */
export function citizenPortalRows({ aliases, loginCaptcha }: PortalForms): readonly MethodPolicy[] {
  const passwordLogin = logInByPassword({ captcha: loginCaptcha, ...guide('2.1') });
  return [
    {
      method: 'mobileSubscriber',
      subject: 'citizen',
      register: registerByMobile({ aliases, ...guide('1.1') }),
      login: passwordLogin,
    },
    {
      method: 'socialInsurance',
      subject: 'citizen',
      register: registerBySocialInsurance({ aliases, ...guide('1.2') }),
      login: passwordLogin,
    },
    {
      method: 'vnpost',
      subject: 'citizen',
      register: registerByPost({
        aliases,
        basis: 'xuanhoa Bước 2; vneid Đăng ký tài khoản (civil servants); dedup and remedies are ours',
      }),
      login: logInByPost(guide('II')),
    },
    {
      method: 'usbToken',
      subject: 'citizen',
      register: registerByCertificate('citizen', { captcha: false, ...guide('1.4') }),
      add: addCertificate('citizen', addedLike),
      login: logInByCertificate('citizen', guide('2.4')),
    },
    {
      method: 'simPki',
      subject: 'citizen',
      register: registerByCertificate('citizen', { captcha: false, adviceFirst: true, ...guide('1.3') }),
      add: addCertificate('citizen', addedLike),
      login: logInByCertificate('citizen', guide('2.3')),
    },
    {
      method: 'inPerson',
      subject: 'citizen',
      register: registerInPerson({
        aliases,
        basis: 'badinh2022 1.3 names it as the yardstick of level 3; its steps are ours',
      }),
      add: addProof({ basis: 'ours: proof at a counter raises an account that exists' }),
    },
  ];
}

/** An agency's token, under the Government's hierarchy. */
export const agencyTokenRow: MethodPolicy = {
  method: 'usbToken',
  subject: 'agency',
  register: registerByCertificate('agency', { captcha: true, ...guide('1.4 (cơ quan nhà nước)') }),
  add: addCertificate('agency', { basis: 'ours: a certificate that ends must be replaced' }),
  login: logInByCertificate('agency', { basis: 'ours: what registered must be able to log in' }),
};

interface EnterpriseForms {
  /** Whether the token form asks for a captcha: the guides disagree. */
  readonly tokenCaptcha: boolean;
  readonly tokenBasis: string;
}

export const enterpriseTokenRow = ({ tokenCaptcha, tokenBasis }: EnterpriseForms): MethodPolicy => ({
  method: 'usbToken',
  subject: 'enterprise',
  register: registerByCertificate('enterprise', { captcha: tokenCaptcha, basis: tokenBasis }),
  add: addCertificate('enterprise', addedLike),
  login: logInByCertificate('enterprise', guide('II')),
});

/** The guide registers citizens only by SIM, yet lets enterprises log in by one: added to an account, it lets them in. */
export const enterpriseSimAddedRow: MethodPolicy = {
  method: 'simPki',
  subject: 'enterprise',
  add: addCertificate('enterprise', addedLike),
  login: logInByCertificate('enterprise', guide('II')),
};
