import { Inject } from '@nestjs/common';
import type { DinhDanh } from '../../../application/composition/create.js';
import { DINH_DANH } from '../../http/tokens.js';

/**
 * What handlers are made of: each calls one use case and gives back its outcome. Nothing is published: what follows a
 * command hangs on the event log, not on a bus in this process.
 */
export abstract class OverCore {
  constructor(@Inject(DINH_DANH) protected readonly core: DinhDanh) {}
}
