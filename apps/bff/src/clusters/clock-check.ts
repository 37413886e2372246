/** Whether brokers' clocks agree with the console's: delayed messages and every time that is shown go by them. */
import type { BrokerNode, FanOutResult } from '@gantry/remoting'
import { brokerTimeMs, type RuntimeInfo } from './broker-figures.ts'
import type { Finding } from './finding.ts'

/** Brokers tell their time to the second, and an answer takes its while. */
const TOLERANCE_MS = 5_000

/** @param timeMs when the answers had come, by the console's clock */
export function clockFinding(
  answered: FanOutResult<BrokerNode, RuntimeInfo>['answered'],
  timeMs: number,
): Finding {
  const skews = answered.flatMap(({ item, value }) => {
    const brokerMs = brokerTimeMs(value)
    return brokerMs === undefined ? [] : [{ brokerName: item.brokerName, skewMs: brokerMs - timeMs }]
  })
  const [worst] = skews.toSorted((a, b) => Math.abs(b.skewMs) - Math.abs(a.skewMs))
  if (worst === undefined) return { ok: true, message: 'The brokers do not tell their time.' }
  if (Math.abs(worst.skewMs) <= TOLERANCE_MS)
    return { ok: true, message: 'The clocks of console and brokers agree.' }
  const seconds = Math.round(Math.abs(worst.skewMs) / 1_000)
  const direction = worst.skewMs > 0 ? 'ahead of' : 'behind'
  return {
    ok: false,
    message: `The clock of ${worst.brokerName} is ${seconds} s ${direction} the console's: delayed messages and times would be wrong, so set both by NTP.`,
  }
}
