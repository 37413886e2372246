/**
 * Many calls at once over many brokers: bounded for each place, so that a slow broker holds up only itself, and
 * never all or nothing: what answered comes back beside what did not.
 */
import { RemotingError } from '../errors.ts'

export interface FanOutFailure<I> {
  readonly item: I
  /** Where the call went, as `placeOf` names it: a broker's address. */
  readonly place: string
  readonly error: unknown
}

export interface FanOutResult<I, T> {
  readonly answered: ReadonlyArray<{ readonly item: I; readonly place: string; readonly value: T }>
  readonly failed: ReadonlyArray<FanOutFailure<I>>
}

export interface FanOutOptions<I> {
  readonly placeOf: (item: I) => string
  /** Calls under way at one place at a time. Default 64. */
  readonly perPlace?: number
  readonly signal?: AbortSignal | undefined
}

interface Task<I> {
  readonly item: I
  readonly index: number
}

type Outcome<T> = { readonly value: T } | { readonly error: unknown }

const DEFAULT_PER_PLACE = 64

/**
 * Runs `call` for every item. Once a place cannot be reached or does not answer in time, its remaining items fail
 * with that same error instead of waiting for as many time-outs. Results are in the order of `items`.
 */
export async function fanOut<I, T>(
  items: readonly I[],
  call: (item: I) => Promise<T>,
  options: FanOutOptions<I>,
): Promise<FanOutResult<I, T>> {
  const outcomes = new Array<Outcome<T>>(items.length)
  const queues = Map.groupBy(
    items.map((item, index): Task<I> => ({ item, index })),
    ({ item }) => options.placeOf(item),
  )
  const perPlace = options.perPlace ?? DEFAULT_PER_PLACE
  await Promise.all([...queues.values()].map(queue => drain(queue, perPlace, call, outcomes, options.signal)))

  const answered: Array<{ item: I; place: string; value: T }> = []
  const failed: Array<FanOutFailure<I>> = []
  items.forEach((item, index) => {
    const outcome = outcomes[index]
    const place = options.placeOf(item)
    if (outcome && 'value' in outcome) answered.push({ item, place, value: outcome.value })
    else failed.push({ item, place, error: outcome?.error })
  })
  return { answered, failed }
}

async function drain<I, T>(
  queue: Array<Task<I>>,
  perPlace: number,
  call: (item: I) => Promise<T>,
  outcomes: Array<Outcome<T>>,
  signal: AbortSignal | undefined,
): Promise<void> {
  let away: unknown
  const tasks = queue.values()
  const worker = async (): Promise<void> => {
    for (const { item, index } of tasks) {
      if (signal?.aborted)
        away ??= new RemotingError('ABORTED', 'The caller gave up before this call was made.')
      if (away !== undefined) {
        outcomes[index] = { error: away }
        continue
      }
      try {
        outcomes[index] = { value: await call(item) }
      } catch (error) {
        outcomes[index] = { error }
        if (isAway(error)) away = error
      }
    }
  }
  await Promise.all(Array.from({ length: Math.min(perPlace, queue.length) }, worker))
}

function isAway(error: unknown): boolean {
  return error instanceof RemotingError && AWAY.has(error.code)
}

const AWAY: ReadonlySet<string> = new Set([
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'TLS_FAILED',
  'ADDRESS_REFUSED',
  'CALL_TIMEOUT',
  'NOT_ROCKETMQ',
])
