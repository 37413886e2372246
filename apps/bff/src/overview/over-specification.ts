/** Instances that take in or give out more than they are made for, over the last collected minute. */
import type { SeenInstance } from '../instances/instance-service.ts'
import type { RecentSeries } from '../statistics/statistics-service.ts'

interface OverSpecification {
  readonly instanceId: string
  readonly direction: 'inbound' | 'outbound'
  readonly tps: number
  readonly limitTps: number
}

interface Sums {
  /** Of whole instances. */
  readonly production: readonly RecentSeries[]
  readonly consumption: readonly RecentSeries[]
}

const SECONDS_A_MINUTE = 60

/** The furthest over comes first. */
export function overSpecification(
  instances: readonly SeenInstance[],
  { production, consumption }: Sums,
): OverSpecification[] {
  const [inbound, outbound] = [tpsByInstance(production), tpsByInstance(consumption)]
  return instances
    .flatMap(({ instanceId, inboundTps, outboundTps }) => [
      { instanceId, direction: 'inbound' as const, tps: inbound.get(instanceId) ?? 0, limitTps: inboundTps },
      {
        instanceId,
        direction: 'outbound' as const,
        tps: outbound.get(instanceId) ?? 0,
        limitTps: outboundTps,
      },
    ])
    .filter(({ tps, limitTps }) => tps > limitTps)
    .toSorted((a, b) => b.tps / b.limitTps - a.tps / a.limitTps)
}

/** A minute that is not known is over nothing. */
function tpsByInstance(sums: readonly RecentSeries[]): ReadonlyMap<string, number> {
  return new Map(
    sums.map(({ instance_id, points }) => [instance_id, (points.at(-1)?.messages ?? 0) / SECONDS_A_MINUTE]),
  )
}
