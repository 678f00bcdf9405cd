import type { PolicyEdition } from '../edition.js';
import { vietnamMidnight } from '../vietnam-time.js';
import { portalNumbers } from './numbers.js';
import { agencyTokenRow, citizenPortalRows, enterpriseSimAddedRow, enterpriseTokenRow } from './portal-rows.js';

/** The same methods as the guide of July 2022 words them: captcha at login, aliases from the population register. */
export const edition202207: PolicyEdition = {
  ...portalNumbers,
  id: '2022-07',
  title: 'The portal as the Ba Đình guide describes it',
  // The guide names the month only; the first of it is our choice.
  inForceFrom: vietnamMidnight(2022, 7, 1),
  basis:
    'badinh2022, text of July 2022 (2.2, Bước 1: captcha at login). The guide names no day: the first of the month is our choice, and so is asking the population register for aliases from here on.',
  methods: [
    ...citizenPortalRows({ aliases: true, loginCaptcha: true }),
    enterpriseTokenRow({ tokenCaptcha: false, tokenBasis: 'badinh2022 1.4' }),
    enterpriseSimAddedRow,
    agencyTokenRow,
  ],
};
