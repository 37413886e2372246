/** What must work before requests make sense: each part says whether it does, `/readyz` shows them all. */
export interface PartState {
  readonly ok: boolean
  /** One sentence when it is not. */
  readonly message?: string
}

export interface ReadinessPart {
  readonly part: string
  /** What it is called to somebody who is told no names; of several parts of one name the worst is shown. */
  readonly namelessPart?: string
  /** When it fails the server is not ready; otherwise the failure is shown only (one of many clusters). */
  readonly isRequired: boolean
  /** May throw: the part is not ready then. */
  readonly check: () => Promise<PartState>
}

export interface Readiness {
  add(part: ReadinessPart): void
  /** Parts that come and go, such as clusters. A source that throws adds none. */
  addSource(source: () => Promise<readonly ReadinessPart[]>): void
  check(hasNames: boolean): Promise<Ready>
}

interface Ready {
  readonly ok: boolean
  readonly parts: Readonly<Record<string, PartState>>
}

const CHECK_TIMEOUT_MS = 2_000

export function createReadiness(): Readiness {
  const fixed: ReadinessPart[] = []
  const sources: Array<() => Promise<readonly ReadinessPart[]>> = []
  return {
    add: part => void fixed.push(part),
    addSource: source => void sources.push(source),
    async check(hasNames) {
      const changing = sources.map(source => withinTime(source, []).catch(() => []))
      const groups = await Promise.all([fixed, ...changing].map(async parts => statesOf(await parts)))
      const states = groups.flat()
      const ok = states.every(state => state.ok || !state.isRequired)
      const nameOf = ({ part, namelessPart = part }: KnownState): string => (hasNames ? part : namelessPart)
      const worstLast = states.toSorted((a, b) => Number(b.ok) - Number(a.ok))
      const shown = worstLast.map(state => [nameOf(state), stateIn(state)] as const)
      return { ok, parts: Object.fromEntries(shown) }
    },
  }
}

type KnownState = Omit<ReadinessPart, 'check'> & PartState

function stateIn({ ok, message }: KnownState): PartState {
  return { ok, ...(message !== undefined && { message }) }
}

function statesOf(parts: readonly ReadinessPart[]): Promise<KnownState[]> {
  return Promise.all(parts.map(async ({ check, ...part }) => ({ ...part, ...(await settle(check)) })))
}

async function settle(check: () => Promise<PartState>): Promise<PartState> {
  const late = { ok: false, message: `No answer within ${CHECK_TIMEOUT_MS} ms.` }
  try {
    return await withinTime(check, late)
  } catch (error) {
    return { ok: false, message: error instanceof Error ? error.message : String(error) }
  }
}

async function withinTime<T>(ask: () => Promise<T>, otherwise: T): Promise<T> {
  const late = Promise.withResolvers<T>()
  const timer = setTimeout(() => late.resolve(otherwise), CHECK_TIMEOUT_MS)
  try {
    return await Promise.race([ask(), late.promise])
  } finally {
    clearTimeout(timer)
  }
}
