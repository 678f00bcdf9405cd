import type { Clock } from '../../../application/ports/clock.port.js';
import type {
  PersonQuery,
  PopulationRegistry,
  RegisterAnswer,
  RegisterPerson,
} from '../../../application/ports/registries.port.js';
import type { SandboxControls } from '../controls.js';
import type { SandboxPerson } from '../population/person.js';
import type { Population } from '../population/population.js';
import { references } from '../references.js';
import { matchBirthDate, matchName } from './attribute-match.js';

/**
 * Confirms a person whose number, name (with its accents) and date of birth are all right, and then tells the linked
 * numbers; a wrong name and an unknown number look the same from outside.
 */
export class SandboxPopulationRegistry implements PopulationRegistry {
  private readonly reference: () => string;

  constructor(
    private readonly population: Population,
    private readonly controls: SandboxControls,
    clock: Clock,
  ) {
    this.reference = references('dancu', clock);
  }

  confirm(person: PersonQuery, asker: string): Promise<RegisterAnswer> {
    return this.controls.ask('populationRegistry', 'confirm', { person, asker }, () => {
      const found = this.population.registered(person.personId).find((one) => isTheSame(one, person));
      const reference = this.reference();
      const request = { MaYeuCau: reference, MaCanBo: asker };
      if (found === undefined)
        return { kind: 'notFound', raw: JSON.stringify({ ...request, CongDan: null }), reference };
      const raw = JSON.stringify({ ...request, CongDan: rawCitizen(found) });
      return { kind: 'found', person: citizen(found), raw, reference };
    });
  }
}

const isTheSame = (one: SandboxPerson, asked: PersonQuery): boolean =>
  matchName(one.name, asked.name).nameTier === 'exact' && matchBirthDate(one.birthDate, asked.birthDate) === 'match';

const citizen = (one: SandboxPerson): RegisterPerson => ({
  personalNumber: one.personalNumber,
  ...(one.cmndLinked && one.cmnd !== undefined && { cmnd: one.cmnd }),
  name: one.name,
  birthDate: one.birthDate,
  gender: one.gender,
  ...(one.placeOfBirth && { placeOfBirth: one.placeOfBirth }),
  ...(one.hometown && { hometown: one.hometown }),
  ...(one.permanentAddress && { permanentAddress: one.permanentAddress }),
});

function rawCitizen(one: SandboxPerson): Readonly<Record<string, unknown>> {
  const compact = one.birthDate.replaceAll('-', '');
  return {
    SoDinhDanh: one.personalNumber,
    SoCMND: one.cmndLinked ? one.cmnd : undefined,
    HoVaTen: one.name.toUpperCase(),
    NgayThangNamSinh: compact.length === 8 ? { NgayThangNam: compact } : { Nam: compact.slice(0, 4) },
    GioiTinh: one.gender === 'male' ? 'Nam' : 'Nữ',
    NoiSinh: one.placeOfBirth,
    QueQuan: one.hometown,
    ThuongTru: one.permanentAddress,
  };
}
