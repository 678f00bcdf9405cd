import type { Actions } from '../adapters/cli/program.js';
import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { describeProblems, readConfig } from './config.js';
import { explainMissingPeer } from './missing-peer.js';

/** The commands, over this installation. What needs Nest is loaded only when it is asked for. */
export function makeActions(terminal: Terminal): Actions {
  return {
    async serve(flags) {
      const read = readConfig(flags, process.env);
      if (!read.ok) {
        terminal.err(`${describeProblems(read.problems)}\n`);
        return exitCodes.usage;
      }
      return withPeers('serve', async () => {
        const { serveUntilTold } = await import('./serve-command.js');
        return serveUntilTold(read.config, terminal);
      });
    },
    demo: () => Promise.resolve(exitCodes.failed),
    auditReplay: () => Promise.resolve(exitCodes.failed),
    auditExplain: () => Promise.resolve(exitCodes.failed),
    rebuildProjections: () => Promise.resolve(exitCodes.failed),
  };

  async function withPeers(command: string, run: () => Promise<ExitCode>): Promise<ExitCode> {
    try {
      return await run();
    } catch (error) {
      const missing = explainMissingPeer(error, command);
      if (missing === undefined) throw error;
      terminal.err(`${missing}\n`);
      return exitCodes.usage;
    }
  }
}
