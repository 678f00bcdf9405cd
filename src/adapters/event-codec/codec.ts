import {
  CorruptHistory,
  type DomainEvent,
  type EventCodec,
  type RecordedShape,
} from '../../application/ports/event-codec.port.js';
import type { JsonObject } from '../../application/ports/json.js';
import type { PersonalData } from '../../application/ports/personal-data.port.js';
import { erased, type Personal } from '../../domain/kernel/personal.js';
import { storedTypes, upcastSteps } from './registry.js';
import type { StoredBox, StoredType } from './stored-type.js';
import { makeUpcasts, type UpcastStep } from './upcast.js';

export interface CodecTypes {
  readonly types: readonly StoredType[];
  readonly upcasts: readonly UpcastStep[];
}

/**
 * Between domain events and stored ones. Writing checks the shape too, so that nothing is stored that cannot be read.
 * Reading copies nothing but the fields beside a personal box, keeps fields it does not know, and opens nothing.
 *
 * A box is bound to its event: one that comes in sealed for another event or subject is opened and sealed anew. Given a
 * recorded event whole, `decode` rejects a box that belongs to another event.
 */
export function makeEventCodec(
  personalData: PersonalData,
  { types, upcasts }: CodecTypes = { types: storedTypes, upcasts: upcastSteps },
): EventCodec {
  const byEvent = new Map<string, StoredType>(types.map((type) => [type.event, type]));
  const byName = new Map<string, StoredType>(types.map((type) => [type.name, type]));
  if (byEvent.size !== types.length || byName.size !== types.length)
    throw new Error('Two stored types share a name or an event');
  const upcastFrom = makeUpcasts(upcasts, new Set(byName.keys()));

  const sealedFor = async (personal: Personal<object>, eventId: string, subject: string): Promise<StoredBox> => {
    if (personal.kind === 'sealed' && personal.eventId === eventId && personal.subject === subject)
      return { k: personal.keyVersion, s: subject, e: eventId, b: personal.box };
    const opened = await personalData.open(personal);
    if (opened.kind === 'erased') return { erased: true };
    const sealed = await personalData.seal(subject, eventId, opened.value);
    return { k: sealed.keyVersion, s: subject, e: eventId, b: sealed.box };
  };

  return {
    async encode(event, eventId, subject) {
      const type = byEvent.get(event.type);
      if (type === undefined) throw new Error(`There is no stored type for ${event.type}`);
      let data: object = event.data;
      if (type.personal !== undefined) {
        const { personal } = event.data as { readonly personal: Personal<object> };
        if (personal.kind === 'clear') requireShape(type, type.personal.problem(personal.value), '.personal');
        data = { ...data, personal: await sealedFor(personal, eventId, subject) };
      }
      requireShape(type, type.data.problem(data));
      return { type: type.name, data: data as JsonObject };
    },

    decode(stored) {
      const found = byName.get(stored.type);
      return found === undefined ? decodeOld(stored) : decodeAs(found, stored);
    },
  };

  function decodeOld(stored: RecordedShape): DomainEvent {
    const current = upcastFrom.get(stored.type)?.(stored);
    const type = current && byName.get(current.type);
    if (type === undefined) throw new CorruptHistory(stored.type, 'this version does not know the type');
    return decodeAs(type, { ...stored, ...current });
  }
}

function decodeAs(type: StoredType, { data, eventId }: RecordedShape): DomainEvent {
  const problem = type.data.problem(data);
  if (problem !== undefined) throw new CorruptHistory(type.name, `data${problem}`);
  if (type.personal === undefined) return { type: type.event, data } as unknown as DomainEvent;
  return {
    type: type.event,
    data: { ...data, personal: personalOf(type, data.personal as unknown as StoredBox, eventId) },
  } as unknown as DomainEvent;
}

function personalOf(type: StoredType, box: StoredBox, eventId: string | undefined): Personal<unknown> {
  if ('erased' in box) return erased;
  if (eventId !== undefined && box.e !== eventId)
    throw new CorruptHistory(type.name, 'data.personal: belongs to another event');
  return { kind: 'sealed', subject: box.s, keyVersion: box.k, eventId: box.e, box: box.b };
}

/** A wrong shape here is a bug of the writer. The message names fields, never values. */
function requireShape(type: StoredType, problem: string | undefined, at = ''): void {
  if (problem !== undefined) throw new Error(`Cannot store ${type.name}: data${at}${problem}`);
}
