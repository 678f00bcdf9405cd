import { registrationHandlers } from './registration.handlers.js';
import { loginHandlers } from './login.handlers.js';
import { proofLoginHandlers } from './proof-login.handlers.js';
import { sessionHandlers } from './session.handlers.js';
import { phoneHandlers } from './phone.handlers.js';
import { lostPhoneHandlers } from './lost-phone.handlers.js';
import { methodHandlers } from './method.handlers.js';
import { passwordHandlers } from './password.handlers.js';
import { profileHandlers } from './profile.handlers.js';
import { auditHandlers } from './audit.handlers.js';
import { staffAccountHandlers } from './staff-account.handlers.js';
import { staffCaseHandlers } from './staff-case.handlers.js';

/** The handlers of every command and query. */
export const cqrsHandlers = [
  ...registrationHandlers,
  ...loginHandlers,
  ...proofLoginHandlers,
  ...sessionHandlers,
  ...phoneHandlers,
  ...lostPhoneHandlers,
  ...methodHandlers,
  ...passwordHandlers,
  ...profileHandlers,
  ...auditHandlers,
  ...staffAccountHandlers,
  ...staffCaseHandlers,
] as const;
