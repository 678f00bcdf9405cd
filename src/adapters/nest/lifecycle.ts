import { Inject, Injectable, type OnApplicationBootstrap, type OnApplicationShutdown } from '@nestjs/common';
import type { DinhDanh } from '../../application/composition/create.js';
import { DINH_DANH } from '../http/tokens.js';

/**
 * Starts the core's background work with the application. At shutdown Nest has closed the HTTP server, with every request
 * answered, before it comes here: projections, notices and the outbox stop last.
 */
@Injectable()
export class CoreLifecycle implements OnApplicationBootstrap, OnApplicationShutdown {
  private started = false;

  constructor(@Inject(DINH_DANH) private readonly core: DinhDanh) {}

  async onApplicationBootstrap(): Promise<void> {
    this.started = true;
    await this.core.start();
  }

  async onApplicationShutdown(): Promise<void> {
    if (!this.started) return;
    this.started = false;
    await this.core.stop();
  }
}
