/** The part of the GSM 03.38 basic alphabet that is also ASCII: one septet a character, in every phone. */
const plain = /[\n !"#$%&'()*+,\-./0-9:;<=>?@A-Z_a-z]/;

/** How many characters of the plain alphabet fit into one message; one more, and the gateway sends (and bills) two. */
export const SMS_SEGMENT = 160;

/** Vietnamese without its marks, as gateways want it; what has no plain form becomes a question mark. */
export const unaccented = (text: string): string =>
  Array.from(
    text
      .normalize('NFD')
      .replace(/\p{Mn}/gu, '')
      .replace(/đ/g, 'd')
      .replace(/Đ/g, 'D'),
    (character) => (plain.test(character) ? character : '?'),
  ).join('');
