import type { Command } from './claim-world.js';
import type { Task } from './interleaving.js';

export const register = (id: string, ...keys: readonly string[]): Command => ({ kind: 'register', id, keys: [keys] });
/** Proposes other keys on every run. */
export const wavering = (id: string, ...keys: readonly string[]): Command => ({
  kind: 'register',
  id,
  keys: keys.map((key) => [key]),
});
export const close = (account: string): Command => ({ kind: 'close', id: `close-${account}`, account });
export const merge = (id: string, survivor: string, victim: string): Command => ({
  kind: 'merge',
  id,
  survivor,
  victim,
});
export const reverse = (id: string, absorbed: string): Command => ({ kind: 'reverse', id, absorbed });
export const alias = (account: string, ...keys: readonly string[]): Command => ({
  kind: 'alias',
  id: `alias-${account}`,
  account,
  keys,
});

/** One task a command; a command that stands twice has a twin. */
export const tasksOf = (...commands: readonly Command[]): readonly Task[] =>
  commands.map((command, index) => ({ name: `${index} ${command.id}`, command, retries: true }));
export const once = (command: Command): Task => ({ name: `once ${command.id}`, command, retries: false });
