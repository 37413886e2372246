/**
 * Who may be written to, as each name server tells producers. Every broker registers SELF_TEST_TOPIC; whatever takes a broker out of work,
 * `brokerPermission` or WIPE_WRITE_PERM_OF_BROKER, takes the write bit of that topic, too.
 */
import type { WritePermission } from '@gantry/contract'
import { type Admin, fanOut, SystemTopic } from '@gantry/remoting'
import { getRouteInfoByTopic } from '@gantry/remoting/requests'
import { namesrvAddrs } from '@gantry/rules'
import { toAppError } from '../platform/http/problem.ts'
import { TIMEOUT_MS } from './broker-needs.ts'

const WRITE = 2

/** What one name server says; `error` instead where it says nothing. */
export interface Told {
  readonly namesrvAddr: string
  /** By broker name. */
  readonly isWritable: ReadonlyMap<string, boolean>
  readonly error?: unknown
}

export async function readWritePermission(
  admin: Admin,
  namesrvAddr: string,
  signal: AbortSignal,
): Promise<Told[]> {
  const input = { header: { topic: SystemTopic.SELF_TEST } }
  const { answered, failed } = await fanOut(
    namesrvAddrs(namesrvAddr),
    addr => admin.cluster.call(addr, getRouteInfoByTopic, input, { timeoutMs: TIMEOUT_MS, signal }),
    { placeOf: addr => addr, signal },
  )
  return [
    ...answered.map(({ place, value }) => ({
      namesrvAddr: place,
      isWritable: new Map(
        value.body.queueDatas.map(({ brokerName, perm }) => [brokerName, (perm & WRITE) !== 0] as const),
      ),
    })),
    ...failed.map(({ place, error }) => ({
      namesrvAddr: place,
      isWritable: new Map<string, boolean>(),
      error,
    })),
  ].toSorted((a, b) => (a.namesrvAddr < b.namesrvAddr ? -1 : 1))
}

/** False as soon as one name server sends producers elsewhere; null when none knows. */
export function isWritable(told: readonly Told[], brokerName: string): boolean | null {
  const said = told.flatMap(each => each.isWritable.get(brokerName) ?? [])
  return said.length === 0 ? null : said.every(Boolean)
}

export function presentWritePermission(told: readonly Told[], brokerName: string): WritePermission[] {
  return told.map(each => ({
    namesrvAddr: each.namesrvAddr,
    isWritable: each.isWritable.get(brokerName) ?? null,
    ...(each.error !== undefined && { message: toAppError(each.error).detail }),
  }))
}
