import { type ArgumentMetadata, Injectable, type PipeTransform, type Type, ValidationPipe } from '@nestjs/common';
import type { ValidationError } from 'class-validator';
import { Problem } from '../problems/problem.js';

/** Every wrong field by its path, with the names of the checks it failed; never the value. */
function failuresIn(errors: readonly ValidationError[], path = ''): readonly (readonly [string, string])[] {
  return errors.flatMap(({ property, constraints = {}, children = [] }) => {
    const field = path === '' ? property : `${path}.${property}`;
    const failed = Object.keys(constraints);
    return [...(failed.length > 0 ? [[field, failed.join(' ')] as const] : []), ...failuresIn(children, field)];
  });
}

const mostNamed = 20;
const longestName = 60;

function invalid(errors: readonly ValidationError[]): Problem {
  const failures = failuresIn(errors)
    .slice(0, mostNamed)
    .map(([field, checks]) => [field.slice(0, longestName), checks] as const);
  return new Problem('request.invalid', {
    facts: {
      fields: failures.map(([field]) => field),
      ...Object.fromEntries(failures.map(([field, checks]) => [`field.${field}`, checks])),
    },
  });
}

const options = {
  transform: true,
  whitelist: true,
  forbidNonWhitelisted: true,
  forbidUnknownValues: true,
  stopAtFirstError: false,
  validationError: { target: false, value: false },
  exceptionFactory: invalid,
};

/** Reads bodies and queries into their classes: unknown fields, wrong types and sizes are refused, all of them at once. */
@Injectable()
export class FieldsPipe implements PipeTransform {
  private readonly pipe = new ValidationPipe(options);

  transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    if (metadata.type === 'body' && (typeof value !== 'object' || value === null || Array.isArray(value)))
      throw new Problem('request.invalid', { facts: { fields: ['body'], 'field.body': 'isObject' } });
    return this.pipe.transform(value, metadata) as Promise<unknown>;
  }
}

/** A body whose class depends on its `kind`. */
export class ByKindPipe implements PipeTransform {
  private readonly pipes: ReadonlyMap<string, ValidationPipe>;

  constructor(classes: Readonly<Record<string, Type<object>>>) {
    this.pipes = new Map(
      Object.entries(classes).map(([kind, expectedType]) => [kind, new ValidationPipe({ ...options, expectedType })]),
    );
  }

  async transform(value: unknown, metadata: ArgumentMetadata): Promise<unknown> {
    const kind = (value as { readonly kind?: unknown } | null | undefined)?.kind;
    const pipe = typeof kind === 'string' ? this.pipes.get(kind) : undefined;
    if (pipe === undefined)
      throw new Problem('request.invalid', {
        facts: { fields: ['kind'], 'field.kind': 'isIn', kinds: [...this.pipes.keys()] },
      });
    return pipe.transform(value, metadata);
  }
}
