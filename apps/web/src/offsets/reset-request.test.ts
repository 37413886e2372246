import { expect, it } from 'vitest'
import { type ResetChoice, targetOf } from './reset-request.ts'

const choice = (changes: Partial<ResetChoice>): ResetChoice => ({
  topic: 't',
  strategy: 'latest',
  time: '',
  queue: '',
  offset: '',
  ...changes,
})

it.each([
  [choice({}), 'latest'],
  [choice({ strategy: 'earliest' }), 'earliest'],
  [choice({ strategy: 'time', time: '2026-05-01T10:00' }), { time: '2026-05-01T10:00:00.000Z' }],
  [choice({ strategy: 'time' }), undefined],
  [
    choice({ strategy: 'queue', queue: 'broker a 12', offset: ' 7 ' }),
    { queue: { brokerName: 'broker a', queueId: 12 }, offset: 7 },
  ],
  [
    choice({ strategy: 'queue', queue: 'b 0', offset: '9007199254740993' }),
    { queue: { brokerName: 'b', queueId: 0 }, offset: '9007199254740993' },
  ],
  [choice({ strategy: 'queue', queue: 'b 0', offset: 'x' }), undefined],
  [choice({ strategy: 'queue', offset: '1' }), undefined],
])('%o becomes %o', (chosen, target) => {
  expect(targetOf(chosen, 'UTC')).toEqual(target)
})
