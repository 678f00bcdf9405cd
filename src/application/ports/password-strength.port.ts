/** A hint beside the rules, and a blocklist. */
export interface PasswordStrength {
  /** `blocked` passwords are refused (common, leaked, or made of the person's own data); `score` 0 (weak) to 4. */
  judge(
    password: string,
    ownWords: readonly string[],
  ): { readonly blocked: boolean; readonly score: 0 | 1 | 2 | 3 | 4 };
}
