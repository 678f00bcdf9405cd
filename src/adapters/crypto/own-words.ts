/** Shorter parts say nothing of a person. */
const SHORTEST_PART = 3;
const SHORTEST_DIGITS = 4;

/** Without accents and case: `Đặng Thị Ánh` → `dang thi anh`. */
export const folded = (text: string): string =>
  text.normalize('NFD').replace(/\p{M}/gu, '').replace(/[đĐ]/g, 'd').toLowerCase();

/**
 * What a guesser who knows a person's data tries: names whole, in parts, and as given name with initials; ends of
 * numbers; dates in the orders in which people write them.
 */
export function partsOfOwnWords(ownWords: readonly string[]): readonly string[] {
  const parts = ownWords.flatMap((word) => {
    const tokens = folded(word)
      .split(/[^a-z0-9]+/)
      .filter((token) => token !== '');
    const date = /^(\d{4})-(\d{2})(?:-(\d{2}))?$/.exec(word);
    if (date !== null) return dateForms(date[1] ?? '', date[2] ?? '', date[3] ?? '');
    return [...tokens, tokens.join(''), ...nameForms(tokens), ...tokens.flatMap(numberEnds)];
  });
  return [...new Set(parts)].filter((part) => part.length >= SHORTEST_PART);
}

/** `minh`, `tranminh`, `minhtran`, `minhtv`, `tvminh` of Trần Văn Minh. */
function nameForms(tokens: readonly string[]): readonly string[] {
  const given = tokens.at(-1);
  if (given === undefined || tokens.length < 2 || tokens.some((token) => /\d/.test(token))) return [];
  const initials = tokens
    .slice(0, -1)
    .map((token) => token.charAt(0))
    .join('');
  const family = tokens[0] ?? '';
  return [family + given, given + family, given + initials, initials + given, initials + given.charAt(0)];
}

function numberEnds(token: string): readonly string[] {
  if (!/^\d+$/.test(token) || token.length <= SHORTEST_DIGITS) return [];
  const ends: string[] = [];
  for (let length = SHORTEST_DIGITS; length < token.length; length += 1)
    ends.push(token.slice(-length), token.slice(0, length));
  // A phone number in its international form, as it is dialled at home.
  if (token.startsWith('84')) ends.push(`0${token.slice(2)}`);
  return ends;
}

function dateForms(year: string, month: string, day: string): readonly string[] {
  const short = year.slice(2);
  return [
    year,
    day + month,
    month + day,
    day + month + year,
    day + month + short,
    month + day + year,
    year + month + day,
    short + month + day,
    month + year,
    year + month,
    `${Number(day)}${Number(month)}${year}`,
    `${Number(day)}${Number(month)}${short}`,
  ];
}
