import { provinceCodes, provinceOf } from '../../../domain/values/provinces.js';
import type { SeededRandom } from './random.js';

/** Codes of the first three digits that the table of provinces does not know: births registered abroad. */
const foreignCodes = ['102', '118', '131', '144', '157', '169', '176', '188'];
const abroad = 'Nước ngoài';

const streets = ['Sao Mai', 'Mây Trắng', 'Lúa Vàng', 'Cánh Buồm', 'Hoa Gạo', 'Suối Mơ', 'Trăng Non', 'Đồi Thông'];
const wards = ['Bình Minh Sandbox', 'Hoàng Hôn Sandbox', 'Cầu Vồng Sandbox', 'Sương Mai Sandbox', 'Gió Nam Sandbox'];

export interface Place {
  readonly provinceCode: string;
  readonly province: string;
}

/** The big cities hold more people than the rest; every province has some. */
export function province(random: SeededRandom): Place {
  const provinceCode = random.percent(30)
    ? random.pick(['001', '079', '031', '048', '092'])
    : random.pick(provinceCodes);
  return { provinceCode, province: provinceOf(provinceCode) ?? abroad };
}

export const foreignBirth = (random: SeededRandom): Place => ({
  provinceCode: random.pick(foreignCodes),
  province: abroad,
});

/** No such ward or street is known: the address is invented, and says so. */
export const address = (random: SeededRandom, inProvince: string): string =>
  `Số ${random.between(1, 199)} phố ${random.pick(streets)}, phường ${random.pick(wards)}, ${inProvince}`;
