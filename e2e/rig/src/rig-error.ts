/** What went wrong in one sentence, with the end of the log where there is one. */
export class RigError extends Error {
  override readonly name = 'RigError'
}
