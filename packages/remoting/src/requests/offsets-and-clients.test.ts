import { describe, expect, it } from 'vitest'
import { parseJson } from '../protocol/json.ts'
import { pullMessage } from './0011-pull-message.ts'
import { queryMessage } from './0012-query-message.ts'
import { searchOffsetByTimestamp } from './0029-search-offset-by-timestamp.ts'
import { heartBeat } from './0034-heart-beat.ts'
import { getAllConsumerOffset } from './0043-get-all-consumer-offset.ts'
import { getAllDelayOffset } from './0045-get-all-delay-offset.ts'
import { registerBroker } from './0103-register-broker.ts'
import {
  resetConsumerClientOffset,
  resetConsumerClientOffsetForC,
} from './0220-reset-consumer-client-offset.ts'
import { getConsumerStatusFromClient } from './0221-get-consumer-status-from-client.ts'
import { consumeMessageDirectly } from './0309-consume-message-directly.ts'
import { queryConsumeQueue } from './0321-query-consume-queue.ts'
import { queryAssignment } from './0400-query-assignment.ts'

const queue = { topic: 't', brokerName: 'b', queueId: 1 }

describe('offsets', () => {
  it('of all groups are read as 4.9.7 sends them: without version, queues as bare numbers', () => {
    const body = getAllConsumerOffset.response.body.read(
      Buffer.from('{"offsetTable":{"t@g":{0:5,1:9007199254740993},"%RETRY%g@g":{0:0}}}'),
    )
    expect(body.dataVersion).toBeUndefined()
    expect(body.offsetTable.get('t@g')).toEqual(
      new Map([
        [0, 5n],
        [1, 9_007_199_254_740_993n],
      ]),
    )
  })

  it('of delay levels are read as 4.9.7 sends them', () => {
    const body = getAllDelayOffset.response.body.read(Buffer.from('{"offsetTable":{3:7,18:1}}'))
    expect([...body.offsetTable]).toEqual([
      [3, 7n],
      [18, 1n],
    ])
  })

  it('are reset by a map keyed by queues, or for C++ by a list', () => {
    const map = '{"offsetTable":{{"topic":"t","brokerName":"b","queueId":1}:9007199254740993}}'
    const ofMap = resetConsumerClientOffset.body.read(Buffer.from(map))
    expect(ofMap).toEqual({ offsetTable: [[queue, 9_007_199_254_740_993n]] })
    expect(String(resetConsumerClientOffset.body.write(ofMap))).toBe(map)
    const rows = '{"offsetTable":[{"topic":"t","brokerName":"b","queueId":1,"offset":9007199254740993}]}'
    const ofRows = resetConsumerClientOffsetForC.body.read(Buffer.from(rows))
    expect(ofRows).toEqual({ offsetTable: [{ ...queue, offset: 9_007_199_254_740_993n }] })
    expect(String(resetConsumerClientOffsetForC.body.write(ofRows))).toBe(rows)
  })

  it('that a consumer holds may come without the table of the broker', () => {
    const body = Buffer.from('{"messageQueueTable":{{"brokerName":"b","queueId":1,"topic":"t"}:3}}')
    expect(getConsumerStatusFromClient.response.body.read(body)).toEqual({
      messageQueueTable: [[queue, 3n]],
      consumerTable: new Map(),
    })
  })

  it('are searched for without a bound where a broker knows none', () => {
    expect(searchOffsetByTimestamp.header.write({ topic: 't', queueId: 0, timestamp: -1 })).toEqual({
      topic: 't',
      queueId: '0',
      timestamp: '-1',
    })
  })
})

describe('pulling', () => {
  it('takes the answers without messages, which tell where to go on', () => {
    expect(pullMessage.response.alsoAccepts).toEqual([19, 20, 21])
    const fields = { suggestWhichBrokerId: '1', nextBeginOffset: '7', minOffset: '5', maxOffset: '9' }
    expect(pullMessage.response.header.read(fields)).toMatchObject({
      suggestWhichBrokerId: 1,
      nextBeginOffset: 7n,
    })
    expect(pullMessage.response.body.read(Buffer.alloc(0))).toHaveLength(0)
  })

  it('takes "not found" of a query as an answer', () => {
    expect(queryMessage.response.alsoAccepts).toEqual([22])
  })

  it('asks for a unique ID by a field that is no part of the header class', () => {
    const query = { topic: 't', key: 'k', maxNum: 1, beginTimestamp: 0, endTimestamp: 1 }
    expect(queryMessage.header.write({ ...query, _UNIQUE_KEY_QUERY: true })).toMatchObject({
      _UNIQUE_KEY_QUERY: 'true',
    })
  })

  it('reads an end of time as Java tools write it', () => {
    const wire = {
      topic: 't',
      key: 'k',
      maxNum: '1',
      beginTimestamp: '0',
      endTimestamp: '9223372036854775807',
    }
    expect(queryMessage.header.read(wire).endTimestamp).toBe(Number.MAX_SAFE_INTEGER)
  })

  it('takes an answer without body for a place that the consume queue does not hold', () => {
    expect(queryConsumeQueue.response.body.read(Buffer.alloc(0))).toBeUndefined()
  })

  it('reads the entry of a consume queue with an extension', () => {
    const body = queryConsumeQueue.response.body.read(
      Buffer.from(
        '{"maxQueueIndex":1,"minQueueIndex":0,"queueData":[{"bitMap":"[00]","eval":true,"extendDataJson":"{}",' +
          '"physicOffset":9007199254740993,"physicSize":10,"tagsCode":-9223372036854775807}]}',
      ),
    )
    expect(body?.queueData).toEqual([
      {
        physicOffset: 9_007_199_254_740_993n,
        physicSize: 10,
        tagsCode: -9_223_372_036_854_775_807n,
        extendDataJson: '{}',
        bitMap: '[00]',
        eval: true,
        msg: undefined,
      },
    ])
  })

  it('reads the result of a listener that threw', () => {
    const result =
      '{"autoCommit":true,"consumeResult":"CR_THROW_EXCEPTION","order":false,"remark":"x","spentTimeMills":3}'
    expect(consumeMessageDirectly.response.body.read(Buffer.from(result))).toMatchObject({
      consumeResult: 'CR_THROW_EXCEPTION',
      remark: 'x',
      spentTimeMills: 3,
    })
  })

  it('tells no assignment from an empty one', () => {
    const read = (json: string) =>
      queryAssignment.response.body.read(Buffer.from(json)).messageQueueAssignments
    expect(read('{}')).toBeUndefined()
    expect(read('{"messageQueueAssignments":[]}')).toEqual([])
  })
})

describe('a heartbeat', () => {
  it('is read as a Go client sends it: versions in nanoseconds, null for no tags', () => {
    const { consumerDataSet } = heartBeat.body.read(
      Buffer.from(
        '{"clientID":"c","producerDataSet":[],"consumerDataSet":[{"groupName":"g","consumeType":"CONSUME_PASSIVELY",' +
          '"messageModel":"CLUSTERING","consumeFromWhere":"CONSUME_FROM_LAST_OFFSET","unitMode":false,' +
          '"subscriptionDataSet":[{"classFilterMode":false,"topic":"t","subString":"*","tagsSet":null,"codeSet":null,' +
          '"subVersion":1700000000000000001,"expressionType":"TAG"}]}]}',
      ),
    )
    expect(consumerDataSet[0]?.subscriptionDataSet[0]).toEqual({
      topic: 't',
      subString: '*',
      tagsSet: [],
      codeSet: [],
      subVersion: 1_700_000_000_000_000_001n,
      expressionType: 'TAG',
      classFilterMode: false,
    })
  })

  it('of a client that only produces needs no fingerprint', () => {
    const body = heartBeat.body.read(Buffer.from('{"clientID":"c","producerDataSet":[{"groupName":"p"}]}'))
    expect(body).toMatchObject({ consumerDataSet: [], heartbeatFingerprint: 0, withoutSub: false })
  })

  it('is answered without fields by brokers before 5.1.3', () => {
    expect(heartBeat.response.header.read({})).toEqual({})
  })

  it('names the place of what is wrong in it', () => {
    const broken = '{"clientID":"c","consumerDataSet":[{"groupName":"g"}]}'
    expect(() => heartBeat.body.read(Buffer.from(broken))).toThrow(
      expect.objectContaining({ code: 'BODY_MALFORMED', path: 'consumerDataSet.0.consumeType' }),
    )
  })
})

describe('a broker that registers', () => {
  it('is read as 4.9.7 sends it: no static topics, topics without attributes', () => {
    const body = registerBroker.body.read(
      Buffer.from(
        '{"filterServerList":[],"topicConfigSerializeWrapper":{"dataVersion":{"counter":2,"timestamp":1700000000000},' +
          '"topicConfigTable":{"t":{"order":false,"perm":6,"readQueueNums":8,"topicFilterType":"SINGLE_TAG",' +
          '"topicName":"t","topicSysFlag":0,"writeQueueNums":8}}}}',
      ),
    )
    const wrapper = body?.topicConfigSerializeWrapper
    expect(wrapper?.dataVersion).toEqual({ counter: 2n, timestamp: 1_700_000_000_000, stateVersion: 0n })
    expect(wrapper?.topicConfigTable.get('t')).toMatchObject({ readQueueNums: 8, attributes: new Map() })
    expect(wrapper?.topicQueueMappingInfoMap.size).toBe(0)
  })

  it('may send no body, and is told of ordered topics or of nothing', () => {
    expect(registerBroker.body.read(Buffer.alloc(0))).toBeUndefined()
    expect(registerBroker.response.body.read(Buffer.alloc(0))).toBeUndefined()
    const told = registerBroker.response.body.read(Buffer.from('{"table":{"t":"broker-a:4"}}'))
    expect(told?.table.get('t')).toBe('broker-a:4')
    expect(parseJson(String(registerBroker.response.body.write(told)))).toEqual({
      table: { t: 'broker-a:4' },
    })
  })
})
