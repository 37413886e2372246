/** What one broker holds of the console's access keys. */
import type { Admin, BrokerNode } from '@gantry/remoting'
import type { AclInfo, UserInfo } from '@gantry/remoting/requests'

/** What the names of all access keys begin with. A name that is no row of the console's is somebody else's all the same. */
export const ACCESS_KEY_PREFIX = 'GANTRY'

export interface BrokerAccess {
  /** By access key. */
  readonly users: ReadonlyMap<string, UserInfo>
  readonly policies: ReadonlyMap<string, AclInfo>
}

/** False for a broker that asks nobody who they are, or lets everybody do everything. */
export async function isEnforced(
  { brokers }: Admin,
  node: BrokerNode,
  signal: AbortSignal,
): Promise<boolean> {
  const settings = await brokers.config(node.addr, { signal })
  return ['authenticationEnabled', 'authorizationEnabled'].every(name => settings.get(name) === 'true')
}

/** @returns undefined where nothing is enforced */
export async function readBrokerAccess(
  admin: Admin,
  node: BrokerNode,
  signal: AbortSignal,
): Promise<BrokerAccess | undefined> {
  if (!(await isEnforced(admin, node, signal))) return undefined
  const options = { nodes: [node], signal }
  const [users, policies] = await Promise.all([
    admin.access.users(ACCESS_KEY_PREFIX, options),
    admin.access.policies({ subject: ACCESS_KEY_PREFIX }, options),
  ])
  return {
    users: new Map(users.answered.flatMap(({ value }) => value).map(user => [user.username, user])),
    policies: new Map(
      policies.answered
        .flatMap(({ value }) => value)
        .map(policy => [(policy.subject ?? '').replace(/^User:/, ''), policy]),
    ),
  }
}
