import { Registry } from 'prom-client'
import { describe, expect, it } from 'vitest'
import { CollectedGauges } from './collected-gauges.ts'
import type { Sum } from './instance-lines.ts'
import type { FigureSet } from './statistics-figures.ts'

const produced = (topic: string, messages: number | null): Sum => ({
  instance_id: 'MQ_INST_a',
  kind: 'production',
  topic,
  group: '',
  figures: { messages },
})
const consumed = (group: string, figures: FigureSet): Sum => ({
  instance_id: 'MQ_INST_a',
  kind: 'consumption',
  topic: 'orders',
  group,
  figures,
})

function gaugesWith(limit: number) {
  const registry = new Registry()
  const gauges = new CollectedGauges(registry, limit)
  return {
    gauges,
    async samples(metric: string): Promise<string[]> {
      const text = await registry.getSingleMetricAsString(metric)
      return text.split('\n').filter(line => line !== '' && !line.startsWith('#'))
    },
  }
}

describe('the metrics of the last minute', () => {
  it('name topics and groups of topics, leave out sums of instances, and have nothing of what is not known', async () => {
    const { gauges, samples } = gaugesWith(10)
    const gone = consumed('GID-gone', { messages: null, lag: null, delaySeconds: null })
    const late = consumed('GID-late', { messages: 60, lag: 7, delaySeconds: 120 })
    gauges.show(100, [produced('', 600), produced('orders', 600), produced('mail', null), late, gone])
    expect(await samples('gantry_produced_messages_per_second')).toEqual([
      'gantry_produced_messages_per_second{instance="MQ_INST_a",topic="orders"} 10',
    ])
    const labels = '{instance="MQ_INST_a",group="GID-late",topic="orders"}'
    expect(await samples('gantry_lag_messages')).toEqual([`gantry_lag_messages${labels} 7`])
    expect(await samples('gantry_delay_seconds')).toEqual([`gantry_delay_seconds${labels} 120`])
    expect(await samples('gantry_collected_timestamp_seconds')).toEqual([
      'gantry_collected_timestamp_seconds 6000',
    ])
  })

  it('name the largest as far as the limit goes, go on with those, and put the others together', async () => {
    const { gauges, samples } = gaugesWith(2)
    const metric = 'gantry_produced_messages_per_second'
    const other = `${metric}{instance="other",topic="other"}`
    gauges.show(1, [produced('a', 60), produced('b', 180), produced('c', 120), produced('d', 0)])
    expect(await samples(metric)).toEqual([
      `${metric}{instance="MQ_INST_a",topic="b"} 3`,
      `${metric}{instance="MQ_INST_a",topic="c"} 2`,
      `${other} 1`,
    ])
    gauges.show(2, [produced('a', 600), produced('b', 60), produced('c', 60)])
    expect(await samples(metric)).toContain(`${other} 10`)
    gauges.show(3, [produced('a', 600), produced('b', 60), produced('d', null)])
    expect(await samples(metric)).toEqual([
      `${metric}{instance="MQ_INST_a",topic="b"} 1`,
      `${metric}{instance="MQ_INST_a",topic="a"} 10`,
    ])
  })

  it('are gone when nothing is known any more', async () => {
    const { gauges, samples } = gaugesWith(2)
    gauges.show(1, [produced('a', 60)])
    gauges.clear()
    expect(await samples('gantry_produced_messages_per_second')).toEqual([])
    expect(await samples('gantry_collected_timestamp_seconds')).toEqual([])
  })
})
