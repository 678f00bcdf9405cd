import type { PolicyEdition } from '../edition.js';
import { vietnamMidnight } from '../vietnam-time.js';
import { portalNumbers } from './numbers.js';
import { agencyTokenRow, citizenPortalRows, enterpriseSimAddedRow, enterpriseTokenRow } from './portal-rows.js';

/** The portal as its first screens show it: no captcha at login, and nobody to ask for a person's other numbers yet. */
export const edition2019: PolicyEdition = {
  ...portalNumbers,
  id: '2019',
  title: 'The National Public Service Portal opens, with accounts of its own',
  // The day the portal opened, 9 December 2019: public knowledge, in none of the five documents.
  inForceFrom: vietnamMidnight(2019, 12, 9),
  basis:
    'badinh2022, as its older screens show it (home page of 28/11/2019; login without captcha). The day is the opening of the portal. That the population register answers nobody yet is our decision.',
  methods: [
    ...citizenPortalRows({ aliases: false, loginCaptcha: false }),
    enterpriseTokenRow({ tokenCaptcha: false, tokenBasis: 'badinh2022 1.4' }),
    enterpriseSimAddedRow,
    agencyTokenRow,
  ],
};
