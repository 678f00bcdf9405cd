import { applyDecorators } from '@nestjs/common';
import { ApiProperty, type ApiPropertyOptions } from '@nestjs/swagger';
import { IsIn, IsInt, IsOptional, IsString, Max, MaxLength, Min, MinLength } from 'class-validator';
import { Transform, Type } from 'class-transformer';

interface TextOptions {
  readonly description: string;
  readonly max: number;
  readonly example?: string;
  readonly optional?: true;
  /** Optional, and null has a meaning of its own: it is passed on. */
  readonly clearable?: true;
}

const described = (options: ApiPropertyOptions): PropertyDecorator => ApiProperty(options);

/** May be left out; null is the same as left out, and never goes further. */
export const Optional = (): PropertyDecorator =>
  applyDecorators(
    Transform(({ value }: { readonly value: unknown }) => value ?? undefined),
    IsOptional(),
  );

const presence = (optional?: true, clearable?: true): PropertyDecorator => {
  if (clearable === true) return IsOptional();
  return optional === true ? Optional() : MinLength(1);
};

/** A string of at most so many UTF-16 units; one that must be there is not empty. */
export const Text = ({ description, max, example, optional, clearable }: TextOptions): PropertyDecorator =>
  applyDecorators(
    described({
      description,
      maxLength: max,
      required: optional !== true,
      ...(example !== undefined && { example }),
      type: String,
    }),
    IsString(),
    MaxLength(max),
    presence(optional, clearable),
  );

/** One of a few words. */
export const OneOf = (
  words: readonly string[],
  { description, optional }: Pick<TextOptions, 'description' | 'optional'>,
): PropertyDecorator =>
  applyDecorators(
    described({ description, enum: [...words], required: optional !== true }),
    IsIn(words),
    ...(optional === true ? [Optional()] : []),
  );

/** A whole number in a query. */
export const QueryNumber = (description: string, min: number, max: number): PropertyDecorator =>
  applyDecorators(
    described({ description, required: false, minimum: min, maximum: max, type: Number }),
    IsOptional(),
    Type(() => Number),
    IsInt(),
    Min(min),
    Max(max),
  );

/** A field of an answer. */
export const Told = (description: string, options: object = {}): PropertyDecorator =>
  described({ description, ...options });

/** A time in an answer: ISO 8601, UTC. */
export const ToldTime = (description: string, options: object = {}): PropertyDecorator =>
  described({ description, type: String, format: 'date-time', ...options });
