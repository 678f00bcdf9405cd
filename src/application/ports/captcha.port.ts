/** Proof that a person, or at least some work, stands behind a request. */
export interface Captcha {
  /** False: forged, expired, or used before. Rejects with `Unavailable` when it cannot be told. */
  verify(answer: string): Promise<boolean>;
  /** What a page needs to let a person answer; none when captcha is off. */
  challenge(): Promise<Readonly<Record<string, unknown>> | undefined>;
}
