import { describe, expect, it } from 'vitest'
import { createFormat } from '../ui/format.ts'
import { runtimeText } from './runtime-value.ts'
import { runtimeWordOf } from './runtime-words.ts'

const format = createFormat({ language: 'en', timeZone: 'UTC' })

describe('runtime values of a broker', () => {
  it('have words in both languages, also where the name ends in a number or a path', () => {
    expect(runtimeWordOf('dispatchBehindBytes')).toMatchObject({
      en: 'Stored and not yet in the consume queues',
      zh: '已写入但尚未进入消费队列',
    })
    expect(runtimeWordOf('sendThreadPoolQueueHeadWaitTimeMills')?.en).toBe('Sends: the first waits for')
    expect(runtimeWordOf('scheduleMessageOffset_3')?.en).toBe('Delay level 3: delivered, stored')
    expect(runtimeWordOf('commitLogDiskRatio_/data/log')?.en).toBe('Disk in use: /data/log')
    expect(runtimeWordOf('constructor')).toBeUndefined()
  })

  it.each([
    ['count', '9007199254740993', '9,007,199,254,740,993'],
    ['bytes', '1536', '1.5 KiB'],
    ['ms', '61000', '1 min 1 sec'],
    ['moment', '1795570594816', '25/11/2026, 01:36:34 UTC'],
    ['moment', '0', '–'],
    ['ratio', '0.19', '19%'],
    ['ratio', '-1.0', '-1.0'],
    ['rate', '1.25', '1.3'],
    ['rates', '12.5 3.1 0.4', '12.5 (10 s) · 3.1 (60 s) · 0.4 (600 s)'],
    ['rates', '', ''],
    ['count', 'many', 'many'],
  ] as const)('%s %s is shown as %s', (kind, value, shown) => {
    expect(runtimeText(kind, value, format)).toBe(shown)
  })
})
