import { entriesOf, type RecordShape } from '../../src/adapters/event-codec/shape.js';
import type { StoredType, StreamKind } from '../../src/adapters/event-codec/stored-type.js';
import type { UpcastStep } from '../../src/adapters/event-codec/upcast.js';
import { fieldsOfInterface } from './interface-fields.js';
import { cell, code, page, table } from './markdown.js';

export interface EventsReference {
  readonly types: readonly StoredType[];
  readonly shapes: readonly RecordShape<object>[];
  readonly upcasts: readonly UpcastStep[];
  /** The source text of the event store's port, which declares the envelope. */
  readonly port: string;
}

const streams: Readonly<Record<StreamKind, readonly [name: string, meaning: string]>> = {
  account: ['account-<id>', 'the account itself; its first event decides the registration'],
  attempts: ['attempts-<account>', 'refused logins, a bounded number of events a window'],
  registration: ['registration-<id>', 'one attempt to register'],
  claim: ['claim-<kind>-<digest>', 'who owns one identifier'],
  case: ['case-<id>', 'what people at a counter decide: an opening and a decision'],
  staff: ['staff-<account>', 'who of the staff went to an account, and for what'],
};

const anchor = (text: string): string => `#${text.toLowerCase().replaceAll(/[^a-z0-9]/g, '')}`;
const linkTo = (heading: string): string => `[${code(heading)}](${anchor(heading)})`;

/** A type as it is written, linked to the named shape in it; of several, each is listed after it. */
function typeCell(text: string, shapes: readonly RecordShape<object>[]): string {
  const named = shapes.filter((shape) => new RegExp(`\\b${shape.text}\\b`).test(text));
  const [only, ...others] = named;
  if (only === undefined) return code(text);
  if (others.length === 0) return `[${code(text)}](${anchor(only.text)})`;
  return `${code(text)} (${named.map((shape) => linkTo(shape.text)).join(', ')})`;
}

const fieldTable = (shape: { readonly fields: object }, shapes: readonly RecordShape<object>[]): string =>
  table(
    ['field', 'type', 'meaning'],
    entriesOf(shape.fields).map(([name, field]) => [
      code(field.optional ? `${name}?` : name),
      typeCell(field.shape.text, shapes),
      cell(field.meaning),
    ]),
  );

const namesOf = (shape: RecordShape<object> | undefined): string =>
  shape === undefined
    ? ''
    : entriesOf(shape.fields)
        .map(([name]) => code(name))
        .join(', ');

function envelopeTable(port: string): string {
  const rows = ['EventToAppend', 'EventMeta', 'RecordedEvent'].flatMap((name) =>
    fieldsOfInterface(port, name)
      .filter((field) => field.name !== 'meta' && field.name !== 'data')
      .map((field) => [
        code(name === 'EventMeta' ? `meta.${field.name}` : field.name),
        code(field.type),
        cell(field.meaning),
      ]),
  );
  const actor = fieldsOfInterface(port, 'Actor').map(({ name, type }) => [code(`meta.actor.${name}`), code(type), '']);
  return table(['field', 'type', 'meaning'], [...rows, ...actor]);
}

const olderVersions = (upcasts: readonly UpcastStep[]): readonly string[] =>
  upcasts.length === 0
    ? ['Every event is in its first version: no older one is read.']
    : [
        'These are still read, and brought up step by step:',
        table(
          ['stored as', 'read as'],
          upcasts.map(({ from, to }) => [code(from), code(to)]),
        ),
      ];

export function eventsPage({ types, shapes, upcasts, port }: EventsReference): string {
  const kinds = Object.keys(streams) as readonly StreamKind[];
  const of = (kind: StreamKind) => types.filter(({ stream }) => stream === kind);
  return page('Events', [
    `The ${types.length} events, by the names they are stored under for ever. A change of shape is a new version (\`.v2\`) with an upcaster; a stored event is never changed.`,
    'Times (`instant`) are milliseconds since 1970-01-01T00:00:00Z. A field `personal` lies in the store sealed under the key of its subject; when that key is destroyed it reads as erased, wherever the event was copied. Everything outside it is safe to keep for ever. Passwords, codes, PINs, private keys and tokens are in no event.',
    '## All events',
    table(
      ['stored as', 'stream', 'what happened', 'sealed'],
      kinds.flatMap((kind) =>
        of(kind).map((type) => [linkTo(type.name), code(streams[kind][0]), cell(type.meaning), namesOf(type.personal)]),
      ),
    ),
    '## Envelope',
    'Around the data of every event, and never inside it.',
    envelopeTable(port),
    '## Older versions',
    ...olderVersions(upcasts),
    ...kinds.flatMap((kind) => [
      `## ${code(streams[kind][0])}`,
      `Stream of ${streams[kind][1]}.`,
      ...of(kind).flatMap((type) => [`### ${type.name}`, cell(type.meaning), fieldTable(type.data, shapes)]),
    ]),
    '## Shapes',
    ...shapes.flatMap((shape) => [`### ${shape.text}`, fieldTable(shape, shapes)]),
  ]);
}
