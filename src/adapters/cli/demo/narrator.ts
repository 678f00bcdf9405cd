import { describeError } from '../../../application/errors/catalogue.js';
import type { Outcome } from '../../../application/outcome/outcome.js';
import { plain } from '../text-table.js';
import type { Terminal } from '../terminal.js';

/** An expectation of the story that did not hold. */
export class StoryBroken extends Error {}

/** Tells the story, Vietnamese first, and stops where it is not true. */
export class Narrator {
  private chapter = 0;

  constructor(private readonly terminal: Terminal) {}

  title(vi: string, en: string): void {
    this.chapter += 1;
    this.write(`\n${this.chapter}. ${vi}\n   ${en}`);
  }

  says(vi: string, en: string): void {
    this.write(`   · ${vi}\n     (${en})`);
  }

  shows(text: string): void {
    for (const line of text.trimEnd().split('\n')) this.write(`     ${line}`.trimEnd());
  }

  /** The value of an accepted outcome; anything else ends the story. */
  expectAccepted<T>(outcome: Outcome<T>, what: string): { readonly value: T; readonly position: number | undefined } {
    if (outcome.kind === 'accepted') return { value: outcome.value, position: outcome.position };
    throw new StoryBroken(`${what}: expected to be accepted, was ${outcome.kind} with ${outcome.code}`);
  }

  /** Shows a refusal and what is offered; ends the story when it is another one or none. */
  expectRefused(outcome: Outcome<unknown>, code: string, remedies: readonly string[], what: string): void {
    if (outcome.kind !== 'refused') throw new StoryBroken(`${what}: expected ${code}, was ${outcome.kind}`);
    const same = remedies.every((remedy) => (outcome.remedies as readonly string[]).includes(remedy));
    if (outcome.code !== code || !same)
      throw new StoryBroken(
        `${what}: expected ${code} with ${remedies.join(', ')}, was ${outcome.code} with ${outcome.remedies.join(', ')}`,
      );
    const { vi, en } = describeError(code);
    this.write(`   ✗ ${plain(vi)}\n     (${plain(en)})`);
    this.write(`     ${code}${remedies.length > 0 ? ` → ${outcome.remedies.join(', ')}` : ''}`);
  }

  expectTrue(condition: boolean, what: string): void {
    if (!condition) throw new StoryBroken(what);
  }

  /** Ends the story: something is not as told. */
  breaks(what: string): never {
    throw new StoryBroken(what);
  }

  private write(text: string): void {
    this.terminal.out(`${text}\n`);
  }
}
