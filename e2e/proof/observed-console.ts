/** A console as a process of its own, and what its statistics say. */
import { type Call, instanceList, statisticsConsumption, statisticsProduction } from '@gantry/contract'
import type { RigCluster } from '@gantry/rig'
import { startConsole } from '../console.ts'
import { MINUTE_MS } from './minutes.ts'

/** What production or consumption of a minute was; null: a gap. */
export type Figures = ReadonlyMap<number, number | null>

export interface ObservedConsole extends AsyncDisposable {
  readonly call: Call
  /** Of the instance that the first start makes; it has no namespace. */
  readonly instanceId: string
  /** As a crash would: without warning. */
  kill(): Promise<void>
  /** @param topic undefined: all of the instance */
  produced(topic: string | undefined, minutes: Minutes): Promise<Figures>
  /** As produced, in messages each second. */
  tps(topic: string, minutes: Minutes): Promise<Figures>
  consumed(topic: string, group: string, minutes: Minutes): Promise<Figures>
}

/** Both of them are in it. */
export interface Minutes {
  readonly first: number
  readonly last: number
}

/** @param settings where its data is, unless they go with it */
export async function startObservedConsole(
  { namesrvAddr, credentials }: RigCluster,
  settings: Readonly<Record<string, string>> = {},
): Promise<ObservedConsole> {
  const console = await startConsole({
    GANTRY_NAMESRV: namesrvAddr,
    ...(credentials && {
      GANTRY_CLUSTER_ACCESS_KEY: credentials.accessKey,
      GANTRY_CLUSTER_SECRET_KEY: credentials.secretKey,
    }),
    ...settings,
  })
  const { call } = console
  const [instance] = (await call(instanceList, {})).items
  if (instance === undefined) throw new Error('The console has made no instance.')
  const params = { instanceId: instance.instanceId }
  return {
    call,
    instanceId: instance.instanceId,
    kill: () => console.kill(),
    async produced(topic, minutes) {
      const query = { ...rangeOf(minutes), ...(topic !== undefined && { topic }) }
      return byMinute((await call(statisticsProduction, { params, query })).points)
    },
    async tps(topic, minutes) {
      const query = { ...rangeOf(minutes), topic, metric: 'tps' } as const
      return byMinute((await call(statisticsProduction, { params, query })).points)
    },
    async consumed(topic, group, minutes) {
      const query = { ...rangeOf(minutes), topic, group }
      return byMinute((await call(statisticsConsumption, { params, query })).points)
    },
    [Symbol.asyncDispose]: () => console[Symbol.asyncDispose](),
  }
}

function rangeOf({ first, last }: Minutes): { from: string; to: string } {
  return { from: timestamp(first), to: timestamp(last + 1) }
}

function timestamp(minute: number): string {
  return new Date(minute * MINUTE_MS).toISOString()
}

function byMinute(points: ReadonlyArray<{ readonly at: string; readonly value: number | null }>): Figures {
  return new Map(points.map(({ at, value }) => [Date.parse(at) / MINUTE_MS, value]))
}
