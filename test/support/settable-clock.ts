import type { Clock } from '../../src/application/ports/clock.port.js';
import { type Duration, type Instant, instant, plus } from '../../src/domain/kernel/instant.js';

/** Time stands still but for the test. */
export class SettableClock implements Clock {
  private at: Instant;

  constructor(start = '2026-03-02T09:00:00+07:00') {
    this.at = instant(Date.parse(start));
  }

  now(): Instant {
    return this.at;
  }

  pass(span: Duration): void {
    this.at = plus(this.at, span);
  }

  set(at: Instant): void {
    this.at = at;
  }
}
