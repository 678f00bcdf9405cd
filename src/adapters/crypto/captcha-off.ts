import type { Captcha } from '../../application/ports/captcha.port.js';

/** No captcha: every answer passes, also none. For tests and closed networks; start-up says so in the log. */
export const captchaOff: Captcha = {
  verify: async () => true,
  challenge: async () => undefined,
};
