import { allowedRedirects } from '../adapters/http/sandbox/allowed-redirects.js';
import type { SandboxCitizen, SandboxDoor } from '../adapters/http/sandbox/sandbox-door.js';
import {
  castAbout,
  type Sandbox,
  type SandboxOrganisation,
  type SandboxPerson,
  signFor,
} from '../adapters/sandbox/index.js';
import { handsInProcess, type SandboxHands } from './sandbox-hands.js';
import type { PartialDate } from '../domain/values/partial-date.js';
import { parsePhone, type Phone } from '../domain/values/phone.js';

export interface DoorOptions {
  readonly mayRedirectTo?: SandboxDoor['mayRedirectTo'];
  /** Who holds the phones and apps; without it they are asked in this process. */
  readonly hands?: SandboxHands;
}

/** The sandbox, as the HTTP adapter lets people play it. */
export function openSandboxDoor(
  sandbox: Sandbox,
  { mayRedirectTo = allowedRedirects(), hands = handsInProcess(sandbox) }: DoorOptions = {},
): SandboxDoor {
  const { population, inbox, eidProvider, remoteSigningService, statusService } = sandbox;
  const usbHolder = (who: string) => {
    const holder = population.holder(who);
    return holder?.certificates.some(({ carrier }) => carrier === 'usb') === true ? holder : undefined;
  };
  return {
    mayRedirectTo,
    inbox: (to) => inbox.list(to === undefined ? undefined : (phoneOf(to) ?? to.trim())),
    people(everybody) {
      const cast = Object.keys(castAbout);
      const all = [...population.people.map(citizenOf), ...population.organisations.map(organisationOf)];
      return everybody ? all : all.filter(({ handle }) => cast.includes(handle));
    },
    vneid: {
      accounts: () =>
        eidProvider.accounts().map(({ handle, name }) => ({
          handle,
          name,
          actsFor: eidProvider.organisationsOf(handle).map((one) => one.handle),
        })),
      logIn: (who, pageUrl, onBehalfOf) => eidProvider.logIn(who, pageUrl, onBehalfOf),
    },
    smartCa: {
      accounts: () => remoteSigningService.subscribers().map(({ handle, name }) => ({ handle, name, actsFor: [] })),
      ...hands.smartCa,
    },
    phones: {
      prompts(phone) {
        const number = phoneOf(phone);
        return number === undefined ? [] : hands.phones.prompts(number);
      },
      react(phone, reaction) {
        const number = phoneOf(phone);
        return number !== undefined && hands.phones.react(number, reaction);
      },
    },
    sign(who, challenge) {
      const holder = usbHolder(who);
      return holder === undefined ? undefined : signFor(holder, challenge, { carrier: 'usb' });
    },
    certificateStatus: (question) => statusService.answer(question),
  };
}

function phoneOf(text: string): Phone | undefined {
  const phone = parsePhone(text);
  return phone.ok ? phone.value.value : undefined;
}

const about = (handle: string): { readonly about?: string } => {
  const text = (castAbout as Readonly<Record<string, string>>)[handle];
  return text === undefined ? {} : { about: text };
};

function citizenOf(person: SandboxPerson): SandboxCitizen {
  const { handle, name, personalNumber, birthDate, phones, email, socialInsurance, certificates, eid } = person;
  const [phone] = phones;
  return {
    handle,
    kind: 'person',
    name,
    ...about(handle),
    form: {
      personId: personalNumber,
      name,
      birthDate: asTyped(birthDate),
      ...(phone !== undefined && { phone: nationalForm(phone) }),
      ...(email !== undefined && { email }),
      ...(socialInsurance !== undefined && { socialInsuranceCode: socialInsurance.code }),
    },
    phones: phones.map(nationalForm),
    carriers: certificates.map(({ carrier }) => carrier),
    ...(eid !== undefined && { eidLevel: eid.level }),
  };
}

const organisationOf = ({ handle, kind, name, email, phone, certificates }: SandboxOrganisation): SandboxCitizen => ({
  handle,
  kind,
  name,
  ...about(handle),
  form: { ...(email !== undefined && { email }), ...(phone !== undefined && { phone: nationalForm(phone) }) },
  phones: phone === undefined ? [] : [nationalForm(phone)],
  carriers: certificates.map(({ carrier }) => carrier),
});

const nationalForm = (phone: Phone): string => phone.replace(/^\+84/, '0');
const asTyped = (date: PartialDate): string => date.split('-').reverse().join('/');
