import type { SandboxPrompt, SandboxReaction } from '../adapters/http/sandbox/sandbox-door.js';
import type { PageLogin, Sandbox } from '../adapters/sandbox/index.js';
import type { Phone } from '../domain/values/phone.js';

/** The phones and apps in people's hands, whatever stands between them and the core. */
export interface SandboxHands {
  readonly phones: {
    prompts(phone: Phone): readonly SandboxPrompt[];
    react(phone: Phone, reaction: SandboxReaction): boolean;
  };
  readonly smartCa: {
    logIn(who: string, pageUrl: string): PageLogin;
    prompts(who: string): readonly SandboxPrompt[];
    react(who: string, reaction: SandboxReaction): Promise<boolean>;
  };
}

/** Of the services that answer the ports in this process. */
export const handsInProcess = ({
  mobileSignatureService: sims,
  remoteSigningService: apps,
}: Sandbox): SandboxHands => ({
  phones: {
    prompts(phone) {
      const shown = sims.screen(phone);
      return shown === undefined ? [] : [shown];
    },
    react: (phone, reaction) => sims.react(phone, reaction),
  },
  smartCa: {
    logIn: (who, pageUrl) => apps.logIn(who, pageUrl),
    prompts: (who) => apps.prompts(who),
    react: async (who, reaction) => apps.react(who, reaction),
  },
});
