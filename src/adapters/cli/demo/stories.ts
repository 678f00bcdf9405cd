import { type ExitCode, exitCodes, type Terminal } from '../terminal.js';
import type { DemoWorld } from './demo-world.js';
import { tellEnterprise } from './enterprise-story.js';
import { tellLostPhone } from './lost-phone-story.js';
import { tellMerge } from './merge-story.js';
import { Narrator, StoryBroken } from './narrator.js';
import { tellRegistration } from './story.js';

const stories = {
  registration: tellRegistration,
  'lost-phone': tellLostPhone,
  merge: tellMerge,
  enterprise: tellEnterprise,
} as const;

export type StoryName = keyof typeof stories;
export const storyNames = Object.keys(stories) as readonly StoryName[];
export const isStory = (name: string): name is StoryName => (storyNames as readonly string[]).includes(name);

/** Ends with another code than 0 when anything is not as told. */
export async function tellStory(
  world: DemoWorld,
  terminal: Terminal,
  name: StoryName = 'registration',
): Promise<ExitCode> {
  const started = performance.now();
  try {
    terminal.out('Định Danh: một chủ thể, một tài khoản / one subject, one account\n');
    terminal.out('Mọi người trong câu chuyện này đều là giả định. / Everybody in this story is invented.\n');
    await stories[name](world, new Narrator(terminal));
  } catch (error) {
    if (!(error instanceof StoryBroken)) throw error;
    terminal.err(`\nCâu chuyện không đúng như kể. / The story does not hold: ${error.message}\n`);
    return exitCodes.failed;
  }
  const seconds = ((performance.now() - started) / 1_000).toFixed(1);
  terminal.out(`\nXong sau ${seconds} giây. / Done in ${seconds} s.\n`);
  return exitCodes.done;
}
