/**
 * How fast a consumer is, by topic: what it tells in its running info. Speeds are of the last minute, failures of the
 * last hour. Defined in `client/stat/ConsumerStatsManager`.
 */
import type { ConsumeStatus } from '../../requests/shapes/consumer-running-info.ts'
import { RollingSum } from './rolling-sum.ts'

export class ConsumeStats {
  private readonly byTopic = new Map<string, TopicMeter>()
  private readonly nowMs: () => number

  constructor(nowMs: () => number = Date.now) {
    this.nowMs = nowMs
  }

  pulled(topic: string, messages: number, tookMs: number): void {
    const meter = this.meterOf(topic)
    meter.pullMs.add(tookMs)
    meter.pulled.add(messages)
  }

  consumed(topic: string, result: { readonly ok: number; readonly failed: number }, tookMs: number): void {
    const meter = this.meterOf(topic)
    meter.consumeMs.add(tookMs)
    meter.ok.add(result.ok)
    meter.failed.add(result.failed)
    meter.failedInHour.add(result.failed)
  }

  statusOf(topic: string): ConsumeStatus {
    const meter = this.meterOf(topic)
    return {
      pullRT: meter.pullMs.average,
      pullTPS: meter.pulled.perSecond,
      consumeRT: meter.consumeMs.average,
      consumeOKTPS: meter.ok.perSecond,
      consumeFailedTPS: meter.failed.perSecond,
      consumeFailedMsgs: BigInt(meter.failedInHour.sum),
    }
  }

  private meterOf(topic: string): TopicMeter {
    let meter = this.byTopic.get(topic)
    if (meter === undefined) {
      meter = new TopicMeter(this.nowMs)
      this.byTopic.set(topic, meter)
    }
    return meter
  }
}

class TopicMeter {
  readonly pullMs: RollingSum
  readonly pulled: RollingSum
  readonly consumeMs: RollingSum
  readonly ok: RollingSum
  readonly failed: RollingSum
  readonly failedInHour: RollingSum

  constructor(nowMs: () => number) {
    const minute = (): RollingSum => new RollingSum(5_000, 12, nowMs)
    this.pullMs = minute()
    this.pulled = minute()
    this.consumeMs = minute()
    this.ok = minute()
    this.failed = minute()
    this.failedInHour = new RollingSum(300_000, 12, nowMs)
  }
}
