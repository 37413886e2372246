/** Taking a broker out of the routes that producers follow. */
import { z } from 'zod'
import { brokerParams } from './brokers.ts'
import { endpoint } from './endpoint.ts'

const nameServerOutcome = z.object({
  namesrvAddr: z.string(),
  ok: z.boolean(),
  /** How many topics of the broker were touched; null where it has not heard of it. */
  topics: z.int().nullable(),
  message: z.string().optional(),
})
export type NameServerOutcome = z.infer<typeof nameServerOutcome>

export const brokerWritePermissionUpdate = endpoint({
  id: 'brokerWritePermissionUpdate',
  method: 'PUT',
  path: '/clusters/{clusterId}/brokers/{brokerName}/write-permission',
  summary: 'Lets producers turn away from a broker, or come back to it: each name server is told.',
  access: 'administrator',
  params: brokerParams,
  body: z.strictObject({ isWritable: z.boolean() }),
  response: z.object({ outcomes: z.array(nameServerOutcome) }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})
