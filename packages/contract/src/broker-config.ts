/** How a broker is set, and what of it can be changed. */
import { brokerSettingProblem, sentenceOf } from '@gantry/rules'
import { z } from 'zod'
import { brokerParams, brokerQuery } from './brokers.ts'
import { partial, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

/**
 * A setting beside what RocketMQ would take by itself. `MACHINE`: that depends on the machine; `UNKNOWN`: the release whose defaults are
 * known has no such setting; `SECRET`: nothing is said of it.
 */
export const SETTING_STANDINGS = ['DEFAULT', 'CHANGED', 'MACHINE', 'UNKNOWN', 'SECRET'] as const

const brokerSetting = z.object({
  name: z.string(),
  /** RocketMQ's class, such as `MessageStoreConfig`; null where it is not known. */
  definedIn: z.string().nullable(),
  /** Null for a secret. */
  value: z.string().nullable(),
  isSet: z.boolean(),
  defaultValue: z.string().nullable(),
  standing: z.enum(SETTING_STANDINGS),
  /** Names and addresses are each broker's own: that these differ means nothing. */
  isOwn: z.boolean(),
  /** Brokers of the cluster that have another value; null: they have none. Empty for secrets. */
  others: z.array(z.object({ brokerName: z.string(), brokerId: z.int(), value: z.string().nullable() })),
})
export type BrokerSetting = z.infer<typeof brokerSetting>

export const brokerConfigList = endpoint({
  id: 'brokerConfigList',
  method: 'GET',
  path: '/clusters/{clusterId}/brokers/{brokerName}/config',
  summary:
    'How a broker is set, beside the defaults and the other brokers of its cluster. Secrets are left out.',
  access: 'administrator',
  params: brokerParams,
  query: brokerQuery,
  response: z.object({
    brokerId: z.int(),
    items: z.array(brokerSetting),
    /** RocketMQ's release that the defaults are of. */
    defaultsOf: z.string(),
    /** With whom it was compared. */
    comparedWith: z.array(z.object({ brokerName: z.string(), brokerId: z.int() })),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})

export const brokerConfigUpdate = endpoint({
  id: 'brokerConfigUpdate',
  method: 'PATCH',
  path: '/clusters/{clusterId}/brokers/{brokerName}/config',
  summary:
    'Changes one setting of one running broker and in its file. Only settings that a running broker takes up can be changed.',
  access: 'administrator',
  params: brokerParams,
  query: brokerQuery,
  body: z
    .strictObject({
      name: z.string().min(1).max(128),
      value: z.string().max(1_024),
      /** What was seen there: a broker that has another value by now is left alone. */
      before: z.string().max(1_024),
    })
    .superRefine(({ name, value }, context) => {
      const found = brokerSettingProblem(name, value)
      if (found === undefined) return
      const path = [found.code === 'settingFixed' ? 'name' : 'value']
      context.addIssue({ code: 'custom', path, message: sentenceOf(found), params: { problem: found } })
    }),
  response: z.object({
    brokerName: z.string(),
    brokerId: z.int(),
    brokerAddr: z.string(),
    name: z.string(),
    before: z.string(),
    /** As the broker says it afterwards. */
    after: z.string(),
  }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE', 'BROKER_REFUSED'],
})
