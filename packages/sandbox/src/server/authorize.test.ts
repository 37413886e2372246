import { getAllTopicConfig, getTopicStatsInfo, heartBeat, pullMessage } from '@gantry/remoting/requests'
import { describe, expect, it } from 'vitest'
import { newBroker, silentLink } from '../../test-support/messages.ts'
import { requestFrame } from '../../test-support/requests.ts'
import { readPolicies } from '../access/read-policies.ts'
import type { User } from '../state/user-store.ts'
import { authorize } from './authorize.ts'

const ALICE: User = { username: 'alice', password: 'secret', userType: 'Normal', userStatus: 'enable' }
const FROM = silentLink('10.1.2.3:4711')
const STATS = requestFrame(getTopicStatsInfo, { topic: 'orders' }, undefined)
const PULL = requestFrame(
  pullMessage,
  {
    consumerGroup: 'g',
    topic: 'orders',
    queueId: 0,
    queueOffset: 0n,
    maxMsgNums: 1,
    sysFlag: 0,
    commitOffset: 0n,
    suspendTimeoutMillis: 0,
    subVersion: 0n,
  },
  undefined,
)

/** A broker on which alice has entries such as `Allow Topic:orders Sub`. */
function brokerWith(...rights: string[]) {
  const broker = newBroker()
  const entries = rights.map(right => {
    const [decision = '', resource = '', action = ''] = right.split(' ')
    return { resource, actions: [action], decision }
  })
  if (entries.length > 0) broker.users.savePolicies('User:alice', readPolicies([{ entries }]))
  return broker
}

describe('a Normal user', () => {
  it('without policies may do nothing that is asked about', () => {
    expect(() => authorize(ALICE, STATS, FROM, brokerWith())).toThrow(
      'User:alice has no permission to access Topic:orders from 10.1.2.3, no matched policies.',
    )
  })

  it('may do what a policy allows', () => {
    expect(() => authorize(ALICE, STATS, FROM, brokerWith('Allow Topic:orders Get'))).not.toThrow()
  })

  it('may not do what a policy denies', () => {
    const broker = brokerWith('Allow Topic:* All', 'Deny Topic:orders Get')
    expect(() => authorize(ALICE, STATS, FROM, broker)).toThrow(
      'User:alice has no permission to access Topic:orders from 10.1.2.3, the decision is deny.',
    )
  })

  it('needs a right on every resource of a request', () => {
    expect(() => authorize(ALICE, PULL, FROM, brokerWith('Allow Topic:orders Sub'))).toThrow(
      'User:alice has no permission to access Group:g from 10.1.2.3, no matched policies.',
    )
    const broker = brokerWith('Allow Topic:orders Sub', 'Allow Group:g Sub')
    expect(() => authorize(ALICE, PULL, FROM, broker)).not.toThrow()
  })

  it('may do without policies what is never asked about', () => {
    const frame = requestFrame(getAllTopicConfig, {}, undefined)
    expect(() => authorize(ALICE, frame, FROM, brokerWith())).not.toThrow()
  })

  it('gets a refusal for a body that names no resources', () => {
    const { header } = requestFrame(getAllTopicConfig, {}, undefined)
    const frame = {
      header: { ...header, code: heartBeat.code },
      body: Buffer.from('nonsense'),
      serializeType: 0,
    } as const
    expect(() => authorize(ALICE, frame, FROM, brokerWith())).toThrow('parse authorization context error.')
  })
})

it('a Super user may do everything, whatever policies say', () => {
  const broker = brokerWith('Deny * All')
  expect(() => authorize({ ...ALICE, userType: 'Super' }, PULL, FROM, broker)).not.toThrow()
})
