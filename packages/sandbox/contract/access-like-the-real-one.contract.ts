/** The same users, policies and requests on a real broker and on the sandbox: both must let through and refuse the same. */
import {
  authCreateAcl,
  authCreateUser,
  authDeleteAcl,
  authGetAcl,
  heartBeat,
  lockBatchMq,
} from '@gantry/remoting/requests'
import fc from 'fast-check'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { brokerAddr, cluster, connectionOptions, uniqueName } from '../../remoting/contract/harness.ts'
import { Admin } from '../../remoting/src/clients/admin/admin.ts'
import { REQUEST_CODES } from '../../remoting/src/codes.ts'
import { BrokerRefused, MalformedError, UnsupportedByBroker } from '../../remoting/src/errors.ts'
import { defineRequest } from '../../remoting/src/protocol/layout.ts'
import { ASKED_RESOURCES } from '../src/access/asked-resources.ts'
import { brokerHandlers } from '../src/requests/index.ts'
import { type Sandbox, startSandbox } from '../src/start-sandbox.ts'
import { heartbeatOf, locksOf } from './bodies-of-clients.ts'
import { everyField } from './every-field.ts'
import { type PolicyChange, policyChanges } from './policy-changes.ts'

const PASSWORD = 'a-fine-password'
const NO_PERMISSION = 16
const PREFIX = uniqueName('differential')
const [TOPIC, GROUP] = [`${PREFIX}-topic`, `${PREFIX}-group`]
const { clusterName } = cluster
const FIELDS = everyField({ topic: TOPIC, group: GROUP, clusterName, username: `${PREFIX}-nobody` })
const ANY_FIELDS = { read: () => ({}), write: () => FIELDS }
const CHANGES = policyChanges([
  ...[`Topic:${TOPIC}`, `Group:${GROUP}`, `Cluster:${clusterName}`],
  ...['topic:contract-*', `Topic:${PREFIX}*`, `Group:${PREFIX}*`, `Topic:${TOPIC}-2`],
])

/** A broker that lets these through says nothing when there is nothing for it to do. */
const MAY_STAY_SILENT = new Set(['END_TRANSACTION'])
/** Those that policies are asked about, and those that only read, most of which are free to everybody. */
const REQUESTS = new Set([
  ...Object.keys(ASKED_RESOURCES).filter(name => !MAY_STAY_SILENT.has(name)),
  ...[...brokerHandlers.values()].filter(({ layout }) => layout.readOnly).map(({ layout }) => layout.name),
])

let sandbox: Sandbox
let targets: readonly Target[]

/** A broker, and its Super user's connection. */
interface Target {
  readonly addr: string
  readonly namesrvAddr: string
  readonly admin: Admin
}

beforeAll(async () => {
  const { credentials } = connectionOptions
  if (credentials === undefined) throw new Error('The real cluster asks nobody for a signature.')
  sandbox = await startSandbox({ clusterName, acl: credentials })
  const targetAt = (addr: string, namesrvAddr: string): Target => ({
    addr,
    namesrvAddr,
    admin: new Admin({ namesrvAddr, credentials }),
  })
  targets = [
    targetAt(brokerAddr, cluster.namesrvAddr),
    targetAt(sandbox.brokers[0]?.addr ?? '', sandbox.namesrvAddr),
  ]
})

afterAll(async () => {
  await Promise.all(targets.map(({ admin }) => admin.close()))
  await sandbox.close()
})

/** `refused: …` by the rights, or `let through`, whatever came of it then. */
async function fateOf(call: Promise<unknown>): Promise<string> {
  try {
    await call
  } catch (error) {
    if (error instanceof BrokerRefused) {
      return error.responseCode === NO_PERMISSION ? `refused: ${error.remark}` : 'let through'
    }
    if (!(error instanceof UnsupportedByBroker || error instanceof MalformedError)) throw error
  }
  return 'let through'
}

async function fatesOn(
  { addr, namesrvAddr, admin }: Target,
  username: string,
  changes: readonly PolicyChange[],
) {
  const user = { username, password: PASSWORD }
  const subject = `User:${username}`
  const change = (one: PolicyChange) =>
    'policies' in one
      ? admin.cluster.call(addr, authCreateAcl, { header: { subject }, body: one })
      : admin.cluster.call(addr, authDeleteAcl, { header: { subject, ...one } })
  await admin.cluster.call(addr, authCreateUser, { header: { username }, body: user })
  const changed: string[] = []
  for (const one of changes) changed.push(await fateOf(change(one)))
  const { body: shown } = await admin.cluster.call(addr, authGetAcl, { header: { subject } })
  await using limited = new Admin({
    namesrvAddr,
    credentials: { accessKey: username, secretKey: PASSWORD },
  })
  const { cluster: asUser } = limited
  const fates: Record<string, string> = {}
  for (const [name, code] of Object.entries(REQUEST_CODES)) {
    if (!REQUESTS.has(name)) continue
    fates[name] = await fateOf(
      asUser.call(addr, defineRequest({ name, code, header: ANY_FIELDS }), { header: {} }),
    )
  }
  const heartbeat = await fateOf(
    asUser.call(addr, heartBeat, { header: {}, body: heartbeatOf(GROUP, TOPIC) }),
  )
  const locks = await fateOf(asUser.call(addr, lockBatchMq, { header: {}, body: locksOf(GROUP, TOPIC) }))
  return { changed, shown, fates, heartbeat, locks }
}

it('lets through and refuses what a real broker does, in its words', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(CHANGES, { maxLength: 4 }), async changes => {
      const username = uniqueName('differential-user')
      const [real, imitated] = await Promise.all(targets.map(target => fatesOn(target, username, changes)))
      expect(imitated).toEqual(real)
    }),
    { seed: 55, numRuns: 15 },
  )
}, 180_000)
