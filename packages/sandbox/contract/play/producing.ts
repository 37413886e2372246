/** What of a message a producer makes up, and what it is sent with. */
import { writeProperties } from '@gantry/remoting/internal'
import fc from 'fast-check'
import type { World } from './world.ts'

export interface Content {
  readonly tag?: string
  readonly keys?: string
  readonly size?: string
  readonly colour?: string
  readonly body: string
  readonly flag: number
}

/** Little choice, so that filters and queries find some and miss some. */
export const content: fc.Arbitrary<Content> = fc.record(
  {
    tag: fc.constantFrom('a', 'b', 'c'),
    keys: fc.constantFrom('k1', 'k2', 'k1 k2', 'k2 k1 k2'),
    size: fc.constantFrom('1', '5', '10', '-3', '2.5', 'many'),
    colour: fc.constantFrom('red', 'blue', ''),
    body: fc.constantFrom('one', 'two', 'three', 'four', 'x'.repeat(2_000), ''),
    flag: fc.constantFrom(0, 7, -1),
  },
  { requiredKeys: ['body', 'flag'] },
)

/** With a unique ID of its own. */
export function propertiesOf(world: World, { tag, keys, size, colour }: Content): Map<string, string> {
  const named = { UNIQ_KEY: world.newId(), TAGS: tag, KEYS: keys, size, colour }
  return new Map(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  )
}

export interface Addressed {
  readonly topic: string
  readonly queueId: number
  readonly properties: ReadonlyMap<string, string>
  readonly flag: number
}

export function headerOf(world: World, { topic, queueId, properties, flag }: Addressed) {
  return {
    producerGroup: world.group(0),
    defaultTopic: 'TBW102',
    defaultTopicQueueNums: 4,
    sysFlag: 0,
    bornTimestamp: Date.now(),
    ...{ topic, queueId, flag, properties: writeProperties(properties) },
  }
}
