/** What must work before requests make sense: each part says whether it does, `/readyz` shows them all. */
export interface PartState {
  readonly ok: boolean
  /** One sentence when it is not. */
  readonly message?: string
}

export interface Readiness {
  /**
   * @param isRequired when it fails the server is not ready; otherwise the failure is shown only (one of many clusters)
   * @param check may throw: the part is not ready then
   */
  add(part: string, isRequired: boolean, check: () => Promise<PartState>): void
  remove(part: string): void
  check(): Promise<{ readonly ok: boolean; readonly parts: Readonly<Record<string, PartState>> }>
}

const CHECK_TIMEOUT_MS = 2_000

export function createReadiness(): Readiness {
  const parts = new Map<string, { isRequired: boolean; check: () => Promise<PartState> }>()
  return {
    add: (part, isRequired, check) => void parts.set(part, { isRequired, check }),
    remove: part => void parts.delete(part),
    async check() {
      const states = await Promise.all(
        [...parts].map(async ([part, { isRequired, check }]) => ({
          part,
          isRequired,
          ...(await settle(check)),
        })),
      )
      const ok = states.every(state => state.ok || !state.isRequired)
      const shown = states.map(({ part, isRequired: _required, ...state }) => [part, state] as const)
      return { ok, parts: Object.fromEntries(shown) }
    },
  }
}

async function settle(check: () => Promise<PartState>): Promise<PartState> {
  const late = Promise.withResolvers<PartState>()
  const timer = setTimeout(
    () => late.resolve({ ok: false, message: `No answer within ${CHECK_TIMEOUT_MS} ms.` }),
    CHECK_TIMEOUT_MS,
  )
  try {
    return await Promise.race([check(), late.promise])
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  } finally {
    clearTimeout(timer)
  }
}
