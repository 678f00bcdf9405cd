export interface Person {
  readonly personId: string;
  readonly phone: string;
}

/** Numbers that are valid in form and belong to nobody in particular. */
export const person = (index: number): Person => {
  const digits = String(index).padStart(6, '0');
  return { personId: `001190${digits}`, phone: `+84901${digits}` };
};

export const PASSWORD = 'Bench-Mat-Khau-9!';
export const NAME = 'Nguyễn Văn Thử';
export const BIRTH_DATE = '02/01/1990';
/** Every code that a benchmark sends: what is measured is not the reading of an inbox. */
export const CODE = '135790';
