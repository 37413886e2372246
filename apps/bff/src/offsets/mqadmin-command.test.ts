import { expect, it } from 'vitest'
import { mqadminCommand } from './mqadmin-command.ts'

const named = {
  namesrvAddr: '10.0.0.1:9876;10.0.0.2:9876',
  wireGroup: 'MQ_INST_1_a%GID-x',
  wireTopic: 'MQ_INST_1_a%t',
}
const place = "-n '10.0.0.1:9876;10.0.0.2:9876' -g MQ_INST_1_a%GID-x -t MQ_INST_1_a%t"

it('writes each reset as RocketMQ takes it, quoted for a shell', () => {
  expect(mqadminCommand(named, 'latest')).toBe(`mqadmin skipAccumulatedMessage ${place}`)
  expect(mqadminCommand(named, 'earliest')).toBe(`mqadmin resetOffsetByTime ${place} -s 0`)
  expect(mqadminCommand(named, { time: '1970-01-01T00:00:01.000Z' })).toBe(
    `mqadmin resetOffsetByTime ${place} -s 1000`,
  )
  const queue = { queue: { brokerName: 'broker-a', queueId: 3 }, offset: 7 }
  expect(mqadminCommand({ ...named, brokerAddr: '10.0.0.3:10911' }, queue)).toBe(
    `mqadmin resetOffsetByTime ${place} -b 10.0.0.3:10911 -q 3 -s 0 -o 7`,
  )
})
