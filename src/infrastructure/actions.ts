import { auditAbsorbed, auditExplain, auditReplay } from '../adapters/cli/audit-commands.js';
import { auditEvidence } from '../adapters/cli/evidence-command.js';
import { isStory, storyNames } from '../adapters/cli/demo/stories.js';
import { keyboardOfTerminal, readPin } from '../adapters/cli/pin.js';
import type { Actions, Flags } from '../adapters/cli/program.js';
import { rotatePeppers } from '../adapters/cli/pepper-command.js';
import { projectionsStatus, rebuildProjections } from '../adapters/cli/rebuild-command.js';
import { auditRefused } from '../adapters/cli/refused-command.js';
import { auditJournal, listCases } from '../adapters/cli/staff-commands.js';
import { signCommand } from '../adapters/cli/sign-command.js';
import { type ExitCode, exitCodes, type Terminal } from '../adapters/cli/terminal.js';
import { EvidenceAudit } from '../application/audit/evidence-audit.js';
import { runDemo } from './demo.js';
import { createKeys } from './create-keys.js';
import { explainMissingPeer } from './missing-peer.js';
import { type Offline, openOffline } from './offline.js';
import { writeAuthorities } from './sandbox-authorities.js';
import { readSetup, readStores } from './serve-setup.js';
import { describeProblems } from './settings.js';

/** The commands, over this installation. What needs Nest is loaded only when it is asked for. */
export function makeActions(terminal: Terminal): Actions {
  return {
    async serve(flags) {
      const read = readSetup(flags, process.env);
      if (!read.ok) {
        terminal.err(`${describeProblems(read.problems)}\n`);
        return exitCodes.usage;
      }
      return withPeers('serve', async () => {
        const { serveUntilTold } = await import('./serve-command.js');
        return serveUntilTold(read.setup, terminal);
      });
    },
    async demo({ story = 'registration' }) {
      if (isStory(story)) return runDemo(terminal, story);
      terminal.err(`Không có câu chuyện ${story}. / There is no such story. (--story ${storyNames.join(' | ')})\n`);
      return exitCodes.usage;
    },
    auditReplay: (account, flags) =>
      overData(flags, ({ core, now }) => auditReplay(account, flags, { audit: core.audit, now, terminal })),
    auditExplain: (account, flags) =>
      overData(flags, ({ core, now }) => auditExplain(account, flags, { audit: core.audit, now, terminal })),
    auditAbsorbed: (account, flags) =>
      overData(flags, ({ core, now }) => auditAbsorbed(account, flags, { audit: core.audit, now, terminal })),
    auditJournal: (subject, flags) =>
      overData(flags, ({ core }) => auditJournal(subject, flags, { audit: core.audit, terminal })),
    auditRefused: (account, flags) =>
      overData(flags, ({ core }) => auditRefused(account, flags, { audit: core.audit, terminal })),
    listCases: (flags) =>
      overData(flags, ({ core }) => {
        const projector = core.projectors.find(({ name }) => name === 'open-cases');
        return listCases(flags, { openCases: core.staff.openCases, projector, terminal });
      }),
    projectionsStatus: (flags) => overData(flags, ({ core }) => projectionsStatus(core.projectors, terminal)),
    rebuildProjections: (name, flags) =>
      overData(flags, ({ core }) => rebuildProjections(core.projectors, name, terminal)),
    rotatePeppers: (flags) => overData(flags, ({ core }) => rotatePeppers(core.pepperRotation, terminal)),
    async auditEvidence(digest, flags) {
      const { signatureAuditOf } = await import('./signature-audit.js');
      const read = signatureAuditOf(flags, process.env);
      if (!read.ok) {
        terminal.err(`${describeProblems(read.problems)}\n`);
        return exitCodes.usage;
      }
      return overData(flags, ({ storage }) => {
        const evidence = new EvidenceAudit({ ...storage, signatureAudit: read.audit });
        return auditEvidence(digest, flags, { evidence, terminal });
      });
    },
    sign: (challenge, flags) =>
      withPeers('sign', async () => {
        const { Pkcs11SigningTool } = await import('../adapters/pkcs11/signing-tool.js');
        const around = { env: process.env, ask: terminal.err, keyboard: keyboardOfTerminal };
        return signCommand(challenge, flags, {
          tool: new Pkcs11SigningTool(),
          terminal,
          readPin: (from) => readPin(from, around),
        });
      }),
    createKeys: async (file) => createKeys(file, terminal),
    sandboxAuthorities: async ({ out = '' }) => writeAuthorities(out, terminal),
  };

  async function overData(flags: Flags, run: (offline: Offline) => Promise<ExitCode>): Promise<ExitCode> {
    const read = readStores(flags, process.env);
    if (!read.ok) {
      terminal.err(`${describeProblems(read.problems)}\n`);
      return exitCodes.usage;
    }
    return withPeers('serve', async () => {
      const offline = await openOffline(read.config);
      if (offline === undefined) {
        const { data } = read.config;
        terminal.err(`Không có dữ liệu trong ${data}. / There are no data in ${data}. (--data)\n`);
        return exitCodes.notFound;
      }
      try {
        return await run(offline);
      } finally {
        await offline.close();
      }
    });
  }

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
