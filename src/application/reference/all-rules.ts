import { accountLifeRules } from '../../domain/account/account-life.rules.js';
import { accountRules } from '../../domain/account/account.rules.js';
import { caseRules } from '../../domain/case/case.rules.js';
import { claimRules } from '../../domain/claim/claim.rules.js';
import { mergeRules } from '../merge/merge.rules.js';
import type { Rule } from '../../domain/kernel/rule.js';
import { policyRules } from '../../domain/policy/policy.rules.js';
import { registrationRules } from '../../domain/registration/registration.rules.js';
import { valueRules } from '../../domain/values/values.rules.js';
import { auditRules } from '../audit/audit.rules.js';
import { loginRules } from '../login/login.rules.js';
import { noticeRules } from '../messaging/notice.rules.js';

export interface RuleArea {
  readonly title: string;
  readonly rules: readonly Rule[];
}

/** Every rule of the system, by area. A `*.rules.ts` that is missing here fails test/docs/reference.spec.ts. */
export const ruleAreas: readonly RuleArea[] = [
  { title: 'Identifiers and values', rules: valueRules },
  { title: 'Policy', rules: policyRules },
  { title: 'Claims of identifiers', rules: claimRules },
  { title: 'Accounts', rules: accountRules },
  { title: 'Registration', rules: registrationRules },
  { title: 'Logging in', rules: loginRules },
  { title: 'Looking at accounts', rules: auditRules },
  { title: 'An owner’s changes to their account', rules: accountLifeRules },
  { title: 'Update from the population database, and merges', rules: mergeRules },
  { title: 'Staff and cases', rules: caseRules },
  { title: 'Notices to owners', rules: noticeRules },
];

export const allRules: readonly Rule[] = ruleAreas.flatMap(({ rules }) => rules);
