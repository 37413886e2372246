/** Key pairs with which a user's programs sign in to the brokers. */
import { z } from 'zod'
import { timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'

export const accessKey = z.object({
  accessKey: z.string(),
  /** The brokers refuse it until it is enabled again. */
  isDisabled: z.boolean(),
  createdAt: timestamp,
})
export type AccessKey = z.infer<typeof accessKey>

/** What a broker, master or replica, said to a change of who may do what there. */
export const accessOutcome = z.object({
  clusterName: z.string(),
  /** Null where the cluster's name servers do not answer. */
  brokerName: z.string().nullable(),
  /** 0: the master. */
  brokerId: z.int().nullable(),
  /**
   * `NOT_ENFORCED`: it has no ACL 2.0, so whoever reaches it may do everything. `AWAY`: it does not answer, and follows as soon as
   * it is back.
   */
  state: z.enum(['DONE', 'NOT_ENFORCED', 'AWAY', 'FAILED']),
  message: z.string().optional(),
})
export type AccessOutcome = z.infer<typeof accessOutcome>

const keyParams = z.object({ accessKey: z.string().min(1).max(64) })
const outcomes = z.array(accessOutcome)

export const accessKeyList = endpoint({
  id: 'accessKeyList',
  method: 'GET',
  path: '/me/access-keys',
  summary: 'The own access keys, without their secrets.',
  access: 'signedIn',
  response: z.object({ items: z.array(accessKey) }),
})

export const accessKeyCreate = endpoint({
  id: 'accessKeyCreate',
  method: 'POST',
  path: '/me/access-keys',
  summary:
    'Makes an access key. Its secret is shown this once. A user has two at most, so that one can take the place of the other.',
  access: 'signedIn',
  status: 201,
  hasSecret: true,
  response: z.object({ accessKey, secretKey: z.string(), outcomes }),
  errors: ['CONFLICT', 'LIMIT_EXCEEDED'],
})

export const accessKeyUpdate = endpoint({
  id: 'accessKeyUpdate',
  method: 'PATCH',
  path: '/me/access-keys/{accessKey}',
  summary: 'Disables or enables an access key.',
  access: 'signedIn',
  params: keyParams,
  body: z.strictObject({ isDisabled: z.boolean() }),
  response: z.object({ accessKey, outcomes }),
  errors: ['NOT_FOUND'],
})

export const accessKeyDelete = endpoint({
  id: 'accessKeyDelete',
  method: 'DELETE',
  path: '/me/access-keys/{accessKey}',
  summary: 'Deletes an access key: programs that use it are refused.',
  access: 'signedIn',
  params: keyParams,
  response: z.object({ outcomes }),
  errors: ['NOT_FOUND'],
})
