/** As Vietnamese registers record it: Nam | Nữ. */
export type Gender = 'male' | 'female';
