import { days, type Duration } from '../../domain/kernel/instant.js';
import type { OutboxIntent } from '../ports/outbox.port.js';

/** Older events are not told any more: a log read anew over an empty outbox wakes nobody. */
export const NOTICE_LATEST: Duration = days(30);

/**
 * The last an owner hears: it goes out also when everything else about them was erased. So it is sealed under a key of its
 * own, which goes with it, and is not kept waiting for longer than events are told.
 */
export const isLastNotice = ({ template }: Pick<OutboxIntent, 'template'>): boolean => template === 'accountClosed';

export const lastNoticeSubject = (intentId: string): string => `last-notice:${intentId}`;

/** Nothing else is sealed under its key. */
export const hasOwnKey = ({ intentId, subject }: OutboxIntent): boolean => subject === lastNoticeSubject(intentId);
