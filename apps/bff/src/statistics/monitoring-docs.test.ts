import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { createMetrics } from '../platform/metrics/metrics.ts'
import { CollectedGauges } from './collected-gauges.ts'

const OPERATING = new URL('../../../../docs/operating/', import.meta.url)
const ofHistograms = /_(bucket|count|sum)$/

const namesIn = (file: string): string[] => [
  ...new Set(readFileSync(new URL(file, OPERATING), 'utf8').match(/gantry_[a-z_]+/g)),
]

describe('what is given to Prometheus and Grafana', () => {
  const { registry } = createMetrics()
  new CollectedGauges(registry, 0)
  const offered = registry.getMetricsAsArray().map(({ name }) => name)

  it.each(['prometheus-rules.yml', 'grafana-dashboard.json'])('%s asks only for what there is', file => {
    const asked = namesIn(file).map(name => name.replace(ofHistograms, ''))
    expect(asked.length).toBeGreaterThan(3)
    expect(asked.filter(name => !offered.includes(name))).toEqual([])
  })

  it('is written down, each metric of the console by its name', () => {
    const own = offered.filter(name => name.startsWith('gantry_'))
    expect(namesIn('monitoring.md').toSorted()).toEqual(own.toSorted())
  })
})
