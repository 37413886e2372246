import { describe, expect, it } from 'vitest'
import { jsonBody } from '../../protocol/layout.ts'
import { type ConsumerRunningInfo, consumerRunningInfo } from './consumer-running-info.ts'

const body = jsonBody(consumerRunningInfo)
const read = (json: string): ConsumerRunningInfo => body.read(Buffer.from(json))
const queue = { topic: 'orders', brokerName: 'broker-a', queueId: 3 }

describe('running info of a Java client', () => {
  it('has its tables keyed by queues', () => {
    const info = read(
      '{"mqPopTable":{{"brokerName":"broker-a","queueId":3,"topic":"orders"}:{"droped":false,"lastPopTimestamp":7,' +
        '"waitAckCount":2}},"mqTable":{{"brokerName":"broker-a","queueId":3,"topic":"orders"}:{"cachedMsgCount":1,' +
        '"cachedMsgMaxOffset":9007199254740993,"droped":true,"locked":true,"lastPullTimestamp":5}},' +
        '"properties":{"PROP_CONSUMEORDERLY":"true"},"statusTable":{},"subscriptionSet":[],"userConsumerInfo":{"a":"b"}}',
    )
    expect(info.mqPopTable).toEqual([[queue, { waitAckCount: 2, droped: false, lastPopTimestamp: 7 }]])
    const [[mq, processQueue] = []] = info.mqTable
    expect(mq).toEqual(queue)
    expect(processQueue).toMatchObject({
      cachedMsgCount: 1,
      cachedMsgMaxOffset: 9_007_199_254_740_993n,
      droped: true,
      locked: true,
      lastPullTimestamp: 5,
      commitOffset: 0n,
    })
    expect(info.properties.get('PROP_CONSUMEORDERLY')).toBe('true')
    expect(info.userConsumerInfo).toEqual(new Map([['a', 'b']]))
    expect(info.jstack).toBeUndefined()
  })

  it('reads a rate that is not a number as nothing measured', () => {
    const { statusTable } = read('{"statusTable":{"orders":{"pullRT":NaN,"pullTPS":null,"consumeRT":1.5}}}')
    expect(statusTable.get('orders')).toEqual({
      pullRT: 0,
      pullTPS: 0,
      consumeRT: 1.5,
      consumeOKTPS: 0,
      consumeFailedTPS: 0,
      consumeFailedMsgs: 0n,
    })
  })

  it('goes back as it came', () => {
    const info = read(
      '{"properties":{"PROP_CLIENT_VERSION":"V5_5_0"},"mqTable":{{"topic":"orders","brokerName":"broker-a",' +
        '"queueId":3}:{"commitOffset":4}},"jstack":"main\\n\\tat x"}',
    )
    expect(body.read(body.write(info) ?? Buffer.alloc(0))).toEqual(info)
  })
})

describe('running info of a Go client', () => {
  const json =
    '{"properties":{"PROP_CLIENT_VERSION":"V4_6_0"},"statusTable":{"orders":{"pullRT":1,"pullTPS":2,"consumeRT":3,' +
    '"consumeOKTPS":4,"consumeFailedTPS":5,"consumeFailedMsgs":6}},"subscriptionSet":[{"classFilterMode":false,' +
    '"topic":"orders","subString":"paid","tagsSet":["paid"],"codeSet":["3433164"],"subVersion":1700000000000000001,' +
    '"expressionType":"TAG"}],"mqTable":{{"topic":"orders","brokerName":"broker-a","queueId":3}:{"commitOffset":4,' +
    '"cachedMsgCount":0,"locked":false,"dropped":true,"lastConsumeTimestamp":-62135596800000}}, "jstack":"goroutine 1\n\tmain.go:7" }'

  it('has codes as text, times in ns, the right spelling of "dropped" and no pop table', () => {
    const info = read(json)
    expect(info.subscriptionSet[0]).toMatchObject({
      codeSet: [3_433_164],
      subVersion: 1_700_000_000_000_000_001n,
    })
    expect(info.mqTable[0]?.[1]).toMatchObject({ dropped: true, droped: false, commitOffset: 4n })
    expect(info.mqPopTable).toEqual([])
  })

  it('has stacks with bare line breaks, which is no JSON', () => {
    expect(read(json).jstack).toBe('goroutine 1\n\tmain.go:7')
  })
})

describe('running info of a client that tells next to nothing', () => {
  it('is empty', () => {
    expect(read('{}')).toEqual({
      properties: new Map(),
      subscriptionSet: [],
      mqTable: [],
      mqPopTable: [],
      statusTable: new Map(),
      userConsumerInfo: new Map(),
      jstack: undefined,
    })
  })

  it('may be keyed by JSON in text, as other libraries write it', () => {
    const { mqTable } = read(
      '{"mqTable":{"{\\"topic\\":\\"orders\\",\\"brokerName\\":\\"broker-a\\",\\"queueId\\":3}":{"commitOffset":1}}}',
    )
    expect(mqTable[0]?.[0]).toEqual(queue)
  })
})
