import { Inject } from '@nestjs/common';
import type { DinhDanh } from '../../../application/composition/create.js';
import { IdempotentPosts } from '../request/answers.js';
import { DINH_DANH } from '../tokens.js';

/** What the controllers of one's own account, and of ways back into it, are injected with. */
export abstract class OverCore {
  constructor(
    @Inject(DINH_DANH) protected readonly core: DinhDanh,
    @Inject(IdempotentPosts) protected readonly posts: IdempotentPosts,
  ) {}
}

/** What any act of an owner on their own account may be refused with. */
export const actingProblems = ['account.suspended', 'account.absorbed', 'account.closed', 'command.contended'] as const;

/** The same, where it asks for a recent login by the account's strongest method. */
export const freshActingProblems = [...actingProblems, 'session.tooOld', 'session.tooWeak'] as const;
