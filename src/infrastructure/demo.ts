import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DemoPerson, DemoRole, EidReturn } from '../adapters/cli/demo/demo-world.js';
import { type StoryName, tellStory } from '../adapters/cli/demo/stories.js';
import type { ExitCode, Terminal } from '../adapters/cli/terminal.js';
import type { Sandbox } from '../adapters/sandbox/index.js';
import { parsePhone } from '../domain/values/phone.js';
import { openEmbedded } from './embedded.js';
import { makeSandboxCore } from './sandbox-core.js';
import { openSandboxDoor } from './sandbox-door.js';

const nowhere = 'http://sandbox.invalid';

/** The story over embedded stores of its own, which are gone afterwards; with real password hashing. */
export async function runDemo(terminal: Terminal, story?: StoryName): Promise<ExitCode> {
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
            atVneid: (who, authorizeUrl, onBehalfOf) => atVneid(sandbox, who, authorizeUrl, onBehalfOf),
            sign: (signer, challenge) => openSandboxDoor(sandbox).sign(signer, challenge) ?? '',
            populationRegister: (answers) =>
              answers ? sandbox.controls.up('populationRegistry') : sandbox.controls.down('populationRegistry'),
          },
          terminal,
          story,
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

/** The cast's own VNeID account where there is one; somebody who has none in the cast gets one for the story. */
function atVneid(sandbox: Sandbox, who: keyof Sandbox['cast'], authorizeUrl: string, onBehalfOf?: string): EidReturn {
  const login = sandbox.eidProvider.logIn(who, authorizeUrl, onBehalfOf);
  if (login.kind === 'redirect') return { kind: 'authorizationCode', code: login.code, state: login.state };
  const person = sandbox.population.people.find(({ handle }) => handle === who);
  if (person === undefined) throw new Error(`${who} cannot log in to VNeID: ${login.reason}`);
  const { personalNumber, name, birthDate } = person;
  const eid = { subject: who, personalNumber, name, birthDate, level: 'eid2' } as const;
  sandbox.controls.answerNext('eidProvider', { kind: 'authenticated', eid, raw: '{}' });
  const state = new URL(authorizeUrl).searchParams.get('state') ?? '';
  return { kind: 'authorizationCode', code: 'story', state };
}

function internationalForm(phone: string): string {
  const read = parsePhone(phone);
  return read.ok ? read.value.value : phone;
}
