import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoPerson, DemoRole } from '../adapters/cli/demo/demo-world.js';
import { tellStory } from '../adapters/cli/demo/story.js';
import type { ExitCode, Terminal } from '../adapters/cli/terminal.js';
import type { Sandbox } from '../adapters/sandbox/index.js';
import { parsePhone } from '../domain/values/phone.js';
import { openEmbedded } from './embedded.js';
import { makeSandboxCore } from './sandbox-core.js';
import { openSandboxDoor } from './sandbox-door.js';

const nowhere = 'http://sandbox.invalid';

/** The story over embedded stores of its own, which are gone afterwards; with real password hashing. */
export async function runDemo(terminal: Terminal): Promise<ExitCode> {
  const directory = mkdtempSync(join(tmpdir(), 'dinhdanh-demo-'));
  try {
    const opened = openEmbedded({ directory });
    try {
      const { core, sandbox } = makeSandboxCore({
        opened,
        captcha: 'off',
        baseUrl: () => nowhere,
        onError: (error) => terminal.err(`${String(error)}\n`),
      });
      await core.start();
      try {
        return await tellStory(
          {
            core,
            caller: { address: '203.0.113.7', agent: 'dinhdanh demo', channel: 'web', correlationId: 'demo' },
            person: peopleOf(sandbox),
            code: (phone) => sandbox.inbox.latestCode(internationalForm(phone)) ?? '',
            linkToken: (email) => new URL(sandbox.inbox.latestLink(email) ?? nowhere).searchParams.get('token') ?? '',
          },
          terminal,
        );
      } finally {
        await core.stop();
      }
    } finally {
      opened.close();
    }
  } finally {
    rmSync(directory, { recursive: true, force: true });
  }
}

function peopleOf(sandbox: Sandbox): (role: DemoRole) => DemoPerson {
  const everybody = openSandboxDoor(sandbox).people(false);
  return (role) => {
    const form = everybody.find(({ handle }) => handle === role)?.form ?? {};
    const { personId = '', name = '', birthDate = '', phone = '', email = '', socialInsuranceCode = '' } = form;
    return { personId, name, birthDate, phone, email, socialInsuranceCode, cmnd: sandbox.cast[role].cmnd ?? '' };
  };
}

function internationalForm(phone: string): string {
  const read = parsePhone(phone);
  return read.ok ? read.value.value : phone;
}
