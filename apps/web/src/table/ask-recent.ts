/** Asks for the last hour of rows: those that come in sight together go into one request. */
import { type QueryOf, statisticsRecent } from '@gantry/contract'
import { call } from '../api/call.ts'

export interface RecentSubject {
  readonly of: QueryOf<typeof statisticsRecent>['of']
  /** Whose topics or groups. */
  readonly instanceId?: string
}

type Values = ReadonlyArray<number | null>

interface Batch {
  readonly subject: RecentSubject
  readonly names: Set<string>
  readonly answer: Promise<ReadonlyMap<string, Values>>
}

const COLLECT_MS = 30
/** Names of a request stand in its address, which servers take up to some length. */
const NAMES_AT_ONCE = 60

const open = new Map<string, Batch>()

/** @returns a value for each minute; none where nothing was collected */
export async function askRecent(subject: RecentSubject, name: string): Promise<Values> {
  const key = `${subject.of} ${subject.instanceId ?? ''}`
  const batch = open.get(key) ?? openBatch(key, subject)
  batch.names.add(name)
  if (batch.names.size === NAMES_AT_ONCE) open.delete(key)
  return (await batch.answer).get(name) ?? []
}

function openBatch(key: string, subject: RecentSubject): Batch {
  const names = new Set<string>()
  const answer = new Promise<void>(resolve => setTimeout(resolve, COLLECT_MS)).then(() => {
    if (open.get(key) === batch) open.delete(key)
    return ask(subject, names)
  })
  const batch = { subject, names, answer }
  open.set(key, batch)
  return batch
}

async function ask(subject: RecentSubject, names: ReadonlySet<string>): Promise<Map<string, Values>> {
  const { items } = await call(statisticsRecent, { query: { ...subject, names: [...names].join(',') } })
  return new Map(items.map(({ name, values }) => [name, values]))
}
