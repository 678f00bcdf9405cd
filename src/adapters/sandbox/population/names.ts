import type { Gender } from '../../../domain/values/gender.js';
import type { SeededRandom } from './random.js';

/** Family names with rough weights: a few families carry most people, so that equal names are common. */
const familyNames: readonly (readonly [name: string, weight: number])[] = [
  ['Nguyễn', 34],
  ['Trần', 12],
  ['Lê', 10],
  ['Phạm', 7],
  ['Hoàng', 5],
  ['Phan', 4],
  ['Vũ', 4],
  ['Đặng', 3],
  ['Bùi', 3],
  ['Đỗ', 3],
  ['Ngô', 2],
  ['Dương', 2],
  ['Đinh', 2],
  ['Lý', 1],
  ['Võ', 4],
  ['Huỳnh', 4],
];

const middleNames: Readonly<Record<Gender, readonly string[]>> = {
  male: ['Văn', 'Văn', 'Văn', 'Hữu', 'Đức', 'Quang', 'Xuân', 'Công', 'Thành', 'Gia'],
  female: ['Thị', 'Thị', 'Thị', 'Ngọc', 'Thu', 'Kim', 'Mỹ', 'Bích', 'Hồng', 'Thị Thu'],
};

/** Chosen so that every trap of spelling is met: open oa, oe and uy, đ, i beside y, one-letter syllables. */
const givenNames: Readonly<Record<Gender, readonly string[]>> = {
  male: (
    'Bảo Bình Cường Duy Đạt Đông Hải Hiếu Hòa Huy Khải Khoa Lộc Long Lý ' +
    'Nghĩa Phúc Quân Sơn Tấn Thiện Tín Toàn Trí Trường Tùng Vinh Ý'
  ).split(' '),
  female: (
    'Ánh Châu Diệp Đào Giang Hạnh Hằng Hiền Hòa Huệ Khuê Lan Liên Lụa Mai ' +
    'Nga Nhung Oanh Quyên Sen Thảo Thúy Trang Uyên Vân Xoan Xuyến Yến'
  ).split(' '),
};

const familyPool = familyNames.flatMap(([name, weight]) => Array.from({ length: weight }, () => name));

export const familyName = (random: SeededRandom): string => random.pick(familyPool);

/** A full name, NFC, the way a birth certificate writes it. */
export const fullName = (random: SeededRandom, family: string, gender: Gender): string =>
  `${family} ${random.pick(middleNames[gender])} ${random.pick(givenNames[gender])}`.normalize('NFC');

/** As registers write it that know no accents: `NGUYEN VAN DONG`. */
export const unaccented = (name: string): string =>
  name.normalize('NFD').replace(/\p{M}/gu, '').replaceAll('đ', 'd').replaceAll('Đ', 'D').toUpperCase();

const tones = ['\u0300', '\u0301', '\u0309', '\u0303', '\u0323'];
const openPairs = ['oa', 'oe', 'uy'];

/** Old and new places of the tone in a syllable that ends in oa, oe or uy: Hòa and Hoà. */
const tonePlaces: readonly (readonly [old: string, new_: string])[] = openPairs.flatMap((pair) =>
  tones.map((tone): [string, string] => [
    `${pair.charAt(0)}${tone}${pair.charAt(1)}`.normalize('NFC'),
    `${pair}${tone}`.normalize('NFC'),
  ]),
);

/** The same name with the tone mark on the other vowel where spelling leaves the choice; unchanged where it does not. */
export function otherTonePlace(name: string): string {
  const moved = (syllable: string): string => {
    if (/^qu/i.test(syllable)) return syllable; // qu is a consonant: Quý has one spelling
    for (const [old, new_] of tonePlaces) {
      if (syllable.endsWith(old)) return syllable.slice(0, -old.length) + new_;
      if (syllable.endsWith(new_)) return syllable.slice(0, -new_.length) + old;
    }
    return syllable;
  };
  return name.normalize('NFC').split(' ').map(moved).join(' ');
}
