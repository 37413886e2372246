/** What others than its owner may do with a topic, and whether brokers hold what they should. */
import { groupProblem, sourceAddressProblem } from '@gantry/rules'
import { z } from 'zod'
import { accessOutcome } from './access-keys.ts'
import { listOf, partial, ruled, timestamp } from './common.ts'
import { endpoint } from './endpoint.ts'
import { AUTHORISATIONS } from './sight.ts'
import { topicParams } from './topics.ts'

export const GRANTEE_TYPES = ['TENANT_ACCOUNT', 'RAM_USER'] as const

export const grant = z.object({
  grantId: z.string(),
  granteeType: z.enum(GRANTEE_TYPES),
  /** Account ID or user name. */
  grantee: z.string(),
  /** Of the account; the user name again. */
  granteeName: z.string(),
  authorisation: z.enum(AUTHORISATIONS),
  /** Groups of the instance that the grant names for the grantee to consume with. */
  groups: z.array(z.string()),
  /** Groups that the grantee has made itself; it consumes with these, too. */
  madeGroups: z.array(z.string()),
  /** Addresses and ranges from which it holds; from everywhere when there is none. */
  sourceIps: z.array(z.string()),
  /** Keys that it opens the topic to now. */
  accessKeys: z.int(),
  createdAt: timestamp,
})
export type Grant = z.infer<typeof grant>

const outcomes = z.array(accessOutcome)

export const grantList = endpoint({
  id: 'grantList',
  method: 'GET',
  path: '/instances/{instanceId}/topics/{topic}/grants',
  summary: 'Who may publish or subscribe to the topic beside its owner.',
  access: 'signedIn',
  params: topicParams,
  response: listOf(grant).extend({
    /** Masters without ACL 2.0: there everybody may do everything. */
    notEnforcedOn: z.array(z.string()),
    /** No broker has the topic: it was deleted past the console, and its grants have stayed. */
    isOrphaned: z.boolean(),
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const grantCreate = endpoint({
  id: 'grantCreate',
  method: 'POST',
  path: '/instances/{instanceId}/topics/{topic}/grants',
  summary:
    'Lets a tenant account or a user of the own account publish, subscribe, or both. A second grant takes the place of the first.',
  access: 'signedIn',
  status: 201,
  params: topicParams,
  body: z.strictObject({
    granteeType: z.enum(GRANTEE_TYPES),
    /** Account ID or user name. */
    grantee: z.string().trim().min(1).max(64),
    authorisation: z.enum(AUTHORISATIONS),
    /** Groups of the instance with which the grantee consumes, beside those that it makes itself. */
    groups: z.array(ruled(z.string(), groupProblem)).max(50).default([]),
    /** IPv4 and IPv6 addresses, or ranges such as `10.0.0.0/8`, from which it is to hold; from everywhere when left out. */
    sourceIps: z.array(ruled(z.string(), sourceAddressProblem)).max(50).default([]),
  }),
  response: z.object({ grant, outcomes }),
  errors: ['NOT_FOUND', 'CONFLICT', 'BROKER_UNAVAILABLE'],
})

export const grantDelete = endpoint({
  id: 'grantDelete',
  method: 'DELETE',
  path: '/instances/{instanceId}/topics/{topic}/grants/{grantId}',
  summary: 'Revokes a grant: brokers refuse what it allowed.',
  access: 'signedIn',
  params: topicParams.extend({ grantId: z.string().min(1).max(64) }),
  response: z.object({ outcomes }),
  errors: ['NOT_FOUND'],
})

/** What a program of the grantee is configured with. */
export const ownGrant = z.object({
  grantId: z.string(),
  instanceId: z.string(),
  topic: z.string(),
  authorisation: z.enum(AUTHORISATIONS),
  /** With which it consumes: those that the grant names, and those that the grantee has made. */
  groups: z.array(z.string()),
  sourceIps: z.array(z.string()),
  /** Name servers of the cluster. */
  plainAddress: z.string(),
  /** To set beside the address; null in an instance without one. */
  namespace: z.string().nullable(),
  createdAt: timestamp,
})
export type OwnGrant = z.infer<typeof ownGrant>

export const ownGrantList = endpoint({
  id: 'ownGrantList',
  method: 'GET',
  path: '/me/grants',
  summary: 'Topics that were granted to the caller, of other tenant accounts, too.',
  access: 'signedIn',
  response: z.object({ items: z.array(ownGrant) }),
})

const clusterParams = z.object({ clusterId: z.string().min(1).max(64) })

export const brokerDrift = z.object({
  brokerName: z.string(),
  /** 0: the master. */
  brokerId: z.int(),
  isEnforced: z.boolean(),
  /** Access keys that are not as they should be. */
  keys: z.array(
    z.object({
      accessKey: z.string(),
      /** Null for a key that is deleted. */
      username: z.string().nullable(),
      /** Of the user on the broker; null where that is as it should be. */
      user: z.enum(['MISSING', 'DIFFERS', 'LEFT']).nullable(),
      /** Resources whose policy is missing or says something else. */
      toWrite: z.array(z.string()),
      /** Resources whose policy must go. */
      toRemove: z.array(z.string()),
      /** The broker was away when the console changed the key: it follows by itself. */
      isMissed: z.boolean(),
    }),
  ),
})
export type BrokerDrift = z.infer<typeof brokerDrift>

/** A grant of a topic that no broker has any more. */
export const orphanedGrant = z.object({
  grantId: z.string(),
  instanceId: z.string(),
  topic: z.string(),
  granteeName: z.string(),
  authorisation: z.enum(AUTHORISATIONS),
})
export type OrphanedGrant = z.infer<typeof orphanedGrant>

export const clusterAccessView = endpoint({
  id: 'clusterAccessView',
  method: 'GET',
  path: '/clusters/{clusterId}/access',
  summary:
    'Where the users and policies that the console has made differ from what the brokers have. Others are not looked at.',
  access: 'administrator',
  params: clusterParams,
  response: z.object({
    brokers: z.array(brokerDrift),
    orphans: z.array(orphanedGrant),
    partial: partial.nullable(),
    asOf: timestamp,
  }),
  errors: ['NOT_FOUND', 'BROKER_UNAVAILABLE'],
})

export const clusterAccessRepair = endpoint({
  id: 'clusterAccessRepair',
  method: 'POST',
  path: '/clusters/{clusterId}/access/repairs',
  summary:
    'Brings every broker to what it should have. Users and policies that the console has not made stay as they are.',
  access: 'administrator',
  params: clusterParams,
  response: z.object({ outcomes }),
  errors: ['NOT_FOUND'],
})
