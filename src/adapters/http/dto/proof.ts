import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsUrl, MaxLength } from 'class-validator';
import type { DueProof, ProofInput, ProofMethod } from '../../../application/proofs/proof-api.js';
import { Problem } from '../problems/problem.js';
import { OneOf, Text, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';

export const proofMethods = ['usbToken', 'simPki', 'smartCa', 'vneid'] as const satisfies readonly ProofMethod[];
const proofKinds = ['signature', 'poll', 'authorizationCode'] as const;

/** How somebody is going to prove who they are. */
export class StartProofBody {
  @OneOf(proofMethods, { description: 'By which certificate, or by VNeID' })
  method!: ProofMethod;

  @Text({ description: 'The SIM that shall sign, in any usual form', max: 32, optional: true, example: '0950000023' })
  phone?: string;

  @ApiProperty({
    description: 'SmartCA and VNeID: where the provider sends the person back to',
    required: false,
    maxLength: 1024,
    format: 'uri',
  })
  @IsOptional()
  @MaxLength(1024)
  @IsUrl({ protocols: ['http', 'https'], require_protocol: true, require_tld: false })
  redirectUri?: string;
}

/** The proof that was asked for. */
export class ProofBody {
  @OneOf(proofKinds, {
    description:
      '`signature`: of a USB token; `poll`: has the SIM or the app signed; `authorizationCode`: the redirect',
  })
  kind!: (typeof proofKinds)[number];

  @Text({ description: 'With `signature`: CMS or raw, as the signing tool returns it', max: 65_536, optional: true })
  signature?: string;

  @Text({ description: 'With `authorizationCode`: the parameter `code`', max: 2048, optional: true })
  code?: string;

  @Text({ description: 'With `authorizationCode`: the parameter `state`', max: 512, optional: true })
  state?: string;
}

/** What the use cases take; a problem where a field of its kind is missing. */
export function proofInputOf({ kind, signature, code, state }: ProofBody): ProofInput {
  switch (kind) {
    case 'poll':
      return { kind };
    case 'signature':
      return { kind, signature: present('signature', signature) };
    case 'authorizationCode':
      return { kind, code: present('code', code), state: present('state', state) };
  }
}

function present(field: string, value: string | undefined): string {
  if (value !== undefined && value !== null && value !== '') return value;
  throw new Problem('request.invalid', { facts: { fields: [field], [`field.${field}`]: 'isNotEmpty' } });
}

/** What a screen needs to ask for the proof. Fields are there as the method needs them. */
export class DueProofAnswer {
  @Told('By which means', { enum: [...proofMethods] })
  by!: string;

  @Told('USB token: the text to be signed', { required: false })
  challenge?: string;

  @Told('SIM and SmartCA: shown on both screens; the person compares', { required: false })
  verificationCode?: string;

  @Told('SmartCA and VNeID: where to send the person', { required: false, format: 'uri' })
  authorizeUrl?: string;

  @ToldTime('Until when it can be answered')
  expiresAt!: string;
}

export const dueProofAnswer = ({ expiresAt, ...due }: DueProof): DueProofAnswer => ({
  ...due,
  expiresAt: iso(expiresAt),
});

/** Codes that a proof may be refused with, whatever it is for. */
export const proofProblems = [
  'proof.wrongInput',
  'signature.unreadable',
  'signature.invalid',
  'signing.expired',
  'signing.wrongState',
  'eid.expired',
  'eid.wrongState',
] as const;

/** Codes that asking for one may be refused with. */
export const proofStartProblems = ['policy.methodNotOpen', 'identifier.phone.format', 'otp.tooManySends'] as const;
