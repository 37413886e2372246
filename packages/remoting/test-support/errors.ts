/** Failures as values, for tests. */

/** What `run` throws; itself throws when `run` does not. */
export function thrownBy(run: () => unknown): unknown {
  try {
    run()
  } catch (error) {
    return error
  }
  throw new Error('nothing was thrown')
}

/** What the promise rejects with; itself rejects when the promise does not. */
export async function rejectionOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => {
      throw new Error('the promise was fulfilled')
    },
    (error: unknown) => error,
  )
}
