/**
 * Personal data that cannot be sealed or opened, and is not simply erased. Recognised by `code`.
 *
 * - `subjectErased`: something is to be sealed for a subject whose key was destroyed.
 * - `subjectKeyMissing`: the key store has never heard of the subject: it is not the store that the events belong to.
 * - `sealBroken`: the box was changed, or moved from another event or subject.
 */
export class PersonalDataError extends Error {
  constructor(readonly code: 'subjectErased' | 'subjectKeyMissing' | 'sealBroken') {
    super(`Personal data: ${code}`);
    this.name = 'PersonalDataError';
  }
}
