import { makeSandbox, type Sandbox, type SandboxOptions } from '../../src/adapters/sandbox/index.js';
import { instant, type Duration, type Instant } from '../../src/domain/kernel/instant.js';

export interface TestSandbox {
  readonly sandbox: Sandbox;
  now(): Instant;
  /** Time stands still but for this. */
  pass(span: Duration): void;
}

/** A small sandbox whose clock the test moves. */
export function testSandbox(options: SandboxOptions = {}): TestSandbox {
  let now = Date.parse('2026-03-02T09:00:00+07:00');
  const clock = { now: () => instant(now) };
  return {
    sandbox: makeSandbox({ seed: 'test', size: 100, clock, ...options }),
    now: clock.now,
    pass: (span) => {
      now += span;
    },
  };
}
