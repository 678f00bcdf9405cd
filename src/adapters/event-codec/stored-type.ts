import type { DomainEvent } from '../../application/ports/event-codec.port.js';
import type { Personal } from '../../domain/kernel/personal.js';
import {
  entriesOf,
  type FieldsOf,
  isObject,
  leaf,
  record,
  type RecordShape,
  type RequiredField,
  type Shape,
} from './shape.js';

export type StreamKind = 'account' | 'attempts' | 'case' | 'claim' | 'registration' | 'staff';

/** One stored type: the name on the disk for ever, and what its data must look like. */
export interface StoredType<E extends DomainEvent = DomainEvent> {
  /** `Name.vN`. Never reused, never renamed. */
  readonly name: `${E['type']}.v${number}`;
  readonly event: E['type'];
  readonly stream: StreamKind;
  readonly meaning: string;
  readonly data: RecordShape<E['data']>;
  /** What lies sealed in the field `personal`; absent: the event has none. */
  readonly personal?: RecordShape<object>;
}

/** Explicit: nothing is derived from the names of classes or constants. */
export function storedType<E extends DomainEvent>(
  name: StoredType<E>['name'],
  event: E['type'],
  stream: StreamKind,
  meaning: string,
  fields: FieldsOf<E['data']>,
): StoredType<E> {
  const sealed = entriesOf(fields)
    .map(([, one]) => sealedShapeOf(one))
    .find((shape) => shape !== undefined);
  return {
    name,
    event,
    stream,
    meaning,
    data: record(name, fields),
    ...(sealed !== undefined && { personal: sealed }),
  };
}

/** A personal box as it is stored; the domain's names would be repeated in every event. */
export type StoredBox =
  { readonly k: number; readonly s: string; readonly e: string; readonly b: string } | { readonly erased: true };

interface PersonalField<T> extends RequiredField<Personal<T>> {
  readonly sealed: RecordShape<object>;
}

const sealedShapeOf = (field: object): RecordShape<object> | undefined =>
  'sealed' in field ? (field.sealed as RecordShape<object>) : undefined;

/** The field `personal` of an event: sealed in the store, of the given shape when opened. */
export function personal<T extends object>(shape: RecordShape<T>, meaning: string): PersonalField<T> {
  return { shape: storedBox(shape.text), meaning, optional: false, sealed: shape as unknown as RecordShape<object> };
}

const storedBox = <T>(opened: string): Shape<Personal<T>> => leaf(`sealed ${opened}`, isStoredBox);

export const isStoredBox = (value: unknown): value is StoredBox =>
  isObject(value) &&
  (value.erased === true ||
    (typeof value.k === 'number' &&
      typeof value.s === 'string' &&
      typeof value.e === 'string' &&
      typeof value.b === 'string'));
