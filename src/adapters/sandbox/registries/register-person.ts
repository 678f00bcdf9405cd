import type { RegisterPerson } from '../../../application/ports/registries.port.js';
import { formDate } from '../../../domain/values/partial-date.js';
import type { RegisterRecord } from '../population/person.js';

/** What a register hands out of its record, in the port's form. */
export const registerPerson = (record: RegisterRecord): RegisterPerson => ({
  ...(record.personalNumber && { personalNumber: record.personalNumber }),
  ...(record.cmnd && { cmnd: record.cmnd }),
  name: record.name,
  birthDate: record.birthDate,
});

/** The same in the raw answer, under names that Vietnamese registers use. */
export const rawRecord = (record: RegisterRecord): Readonly<Record<string, string | undefined>> => ({
  SoDinhDanh: record.personalNumber,
  SoCMND: record.cmnd,
  HoVaTen: record.name,
  NgaySinh: formDate(record.birthDate),
});
