import { describeError } from '../../../application/errors/catalogue.js';
import type { Remedy } from '../../../application/errors/catalogue-entry.js';
import type { Facts } from '../../../domain/kernel/refusal.js';
import type { Language } from '../request/language.js';
import type { Problem } from './problem.js';
import { statusOf, titles } from './status.js';

/** RFC 9457, with what a screen needs: both languages, the facts behind the refusal and what a person can do. */
export interface ProblemBody {
  readonly type: string;
  readonly title: string;
  readonly status: number;
  readonly detail: string;
  readonly code: string;
  readonly messages: { readonly vi: string; readonly en: string };
  readonly facts: Facts;
  readonly remedies: readonly Remedy[];
  /** Seconds; also in the header Retry-After. */
  readonly retryAfter?: number;
}

/** A 5xx says that it happened, and nothing about how. */
export function problemBody({ code, facts, remedies, retryAfterMs }: Problem, language: Language): ProblemBody {
  const entry = describeError(code);
  const { kind, vi, en } = entry;
  const status = statusOf(entry);
  const waitMs = retryAfterMs ?? waitIn(facts);
  return {
    type: `urn:dinhdanh:problem:${code}`,
    title: titles[kind][language],
    status,
    detail: language === 'vi' ? vi : en,
    code,
    messages: { vi, en },
    facts: status >= 500 ? {} : facts,
    remedies,
    ...(waitMs !== undefined && { retryAfter: Math.ceil(waitMs / 1_000) }),
  };
}

const waitIn = ({ retryAfterMs }: Facts): number | undefined =>
  typeof retryAfterMs === 'number' ? retryAfterMs : undefined;
