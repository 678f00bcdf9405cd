import type { Provider, Type } from '@nestjs/common';
import type { DinhDanh } from '../../application/composition/create.js';
import type { HttpSettings } from './http-settings.js';
import { ActivationController } from './pages/activation.controller.js';
import {
  CancelPhoneChangePage,
  DisavowLoginPage,
  PostalLoginPage,
  VerifyEmailPage,
} from './pages/link-pages.controller.js';
import { BearerGuard } from './request/bearer.guard.js';
import { StaffGuard } from './request/staff.guard.js';
import { CallGuard, JsonGuard } from './request/call.guard.js';
import { IdempotentPosts } from './request/answers.js';
import { AssertionLoginsController } from './rest/assertion-logins.controller.js';
import { EmailVerificationsController, OwnContactController } from './rest/contact.controller.js';
import { DisavowalsController } from './rest/disavowals.controller.js';
import { HealthController } from './rest/health.controller.js';
import { LoginsController } from './rest/logins.controller.js';
import { LostPhoneController } from './rest/lost-phone.controller.js';
import { MeController } from './rest/me.controller.js';
import { MethodConsentsController } from './rest/method-consents.controller.js';
import { OpenCasesController } from './rest/open-cases.controller.js';
import { OwnMethodsController } from './rest/own-methods.controller.js';
import { OwnPhonesController } from './rest/own-phones.controller.js';
import { OwnPasswordController, PasswordRecoveryController } from './rest/passwords.controller.js';
import { PostalLoginsController } from './rest/postal-logins.controller.js';
import { PublicController } from './rest/public.controller.js';
import { RegistrationsController } from './rest/registrations.controller.js';
import { SessionsController } from './rest/sessions.controller.js';
import { StaffAccountsController } from './rest/staff-accounts.controller.js';
import { ComplaintsController, StaffCasesController } from './rest/staff-cases.controller.js';
import { SyncController } from './rest/sync.controller.js';
import { SandboxInboxController } from './sandbox/sandbox-inbox.controller.js';
import { SandboxLoginController } from './sandbox/sandbox-login.controller.js';
import { SandboxPhoneController } from './sandbox/sandbox-phone.controller.js';
import { SandboxPkiController } from './sandbox/sandbox-pki.controller.js';
import { SandboxSigningController } from './sandbox/sandbox-signing.controller.js';
import { sha256 } from './sha256.js';

/** The REST API of an account core, and the page behind the links of its mails. */
export const restControllers: readonly Type[] = [
  PublicController,
  RegistrationsController,
  LoginsController,
  AssertionLoginsController,
  PostalLoginsController,
  LostPhoneController,
  DisavowalsController,
  PasswordRecoveryController,
  SessionsController,
  MeController,
  OwnPhonesController,
  OwnMethodsController,
  OwnPasswordController,
  MethodConsentsController,
  SyncController,
  OwnContactController,
  EmailVerificationsController,
  ComplaintsController,
  StaffAccountsController,
  StaffCasesController,
  OpenCasesController,
  HealthController,
  ActivationController,
  CancelPhoneChangePage,
  DisavowLoginPage,
  PostalLoginPage,
  VerifyEmailPage,
];

/** The people of the sandbox; only beside a core whose counterparties are made up. */
export const sandboxControllers: readonly Type[] = [
  SandboxInboxController,
  SandboxLoginController,
  SandboxSigningController,
  SandboxPhoneController,
  SandboxPkiController,
];

/** What those controllers are injected with, besides the core and its settings. */
export const restProviders: readonly Provider[] = [CallGuard, JsonGuard, BearerGuard, StaffGuard, IdempotentPosts];

/** Fails where people would be shown other terms than those their consent is recorded for. */
export function checkSettings(core: Pick<DinhDanh, 'registrations'>, { terms }: HttpSettings): void {
  if (sha256(terms.text) !== core.registrations.terms().digest)
    throw new Error('The terms given to the REST API are not those the core was made with: their digests differ');
}
