import { ApiProperty } from '@nestjs/swagger';
import { IsOptional, IsString, MaxLength } from 'class-validator';
import type { OpenCasesPage } from '../../../application/staff/open-cases.js';
import { type OpenCaseKind, openCaseKinds } from '../../../application/projections/open-cases.projection.js';
import { OneOf, QueryNumber, Told, ToldTime } from './fields.js';
import { iso } from './iso.js';
import { FreshnessQuery } from './queries.js';

export class OpenCasesQuery extends FreshnessQuery {
  @OneOf(openCaseKinds, { description: 'Complaints, recoveries at a counter, or acts that need a second officer' })
  kind!: OpenCaseKind;

  @QueryNumber('Cases on a page', 1, 100)
  limit?: number;

  @ApiProperty({ description: 'The `next` of the page before', required: false, type: String })
  @IsOptional()
  @IsString()
  @MaxLength(80)
  cursor?: string;
}

const nullable = { type: String, nullable: true } as const;

export class OpenCaseAnswer {
  @Told('Names the case')
  caseId!: string;

  @ToldTime('When it was opened')
  openedAt!: string;

  @ToldTime('When it lapses; null: it does not', { nullable: true })
  expiresAt!: string | null;

  @Told('What a complaint is about', nullable)
  topic!: string | null;

  @Told('What a recovery is to give', { type: [String], nullable: true })
  needs!: readonly string[] | null;

  @Told('What a second officer is to approve', nullable)
  act!: string | null;

  @Told('Of a reversal: which merge', nullable)
  mergeId!: string | null;

  @Told('The account; null for a complaint, which nobody has looked into yet', nullable)
  accountId!: string | null;

  @Told('Who of the staff asked', nullable)
  officer!: string | null;

  @Told('Why', nullable)
  ground!: string | null;

  @Told('Under which file', nullable)
  ticket!: string | null;
}

export class OpenCasesAnswer {
  @Told('Complaints by how long they wait, the others by how soon they lapse', { type: [OpenCaseAnswer] })
  items!: readonly OpenCaseAnswer[];

  @Told('Give it as `cursor` for the next page; null: that was the last', nullable)
  next!: string | null;
}

export const openCasesAnswer = ({ items, next }: OpenCasesPage): OpenCasesAnswer => ({
  items: items.map((one) => {
    const asked = one.kind === 'complaint' ? undefined : one;
    return {
      caseId: one.caseId,
      openedAt: iso(one.openedAt),
      expiresAt: asked === undefined ? null : iso(asked.expiresAt),
      topic: one.kind === 'complaint' ? one.topic : null,
      needs: one.kind === 'recovery' ? one.needs : null,
      act: one.kind === 'act' ? one.act : null,
      mergeId: one.kind === 'act' ? one.mergeId : null,
      accountId: asked?.accountId ?? null,
      officer: asked?.officer ?? null,
      ground: asked?.ground ?? null,
      ticket: asked?.ticket ?? null,
    };
  }),
  next,
});
