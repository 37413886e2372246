/** What one master holds of the console's access keys. */
import type { Admin, BrokerNode } from '@gantry/remoting'
import type { AclInfo, UserInfo } from '@gantry/remoting/requests'

/** What the names of all access keys begin with. A name that is no row of the console's is somebody else's all the same. */
export const ACCESS_KEY_PREFIX = 'GANTRY'

export interface BrokerAccess {
  /** By access key. */
  readonly users: ReadonlyMap<string, UserInfo>
  readonly policies: ReadonlyMap<string, AclInfo>
}

/** @returns undefined for a broker that asks nobody who they are, or lets everybody do everything */
export async function readBrokerAccess(
  { brokers, access }: Admin,
  node: BrokerNode,
  signal: AbortSignal,
): Promise<BrokerAccess | undefined> {
  const settings = await brokers.config(node.addr, { signal })
  const isOn = (name: string): boolean => settings.get(name) === 'true'
  if (!isOn('authenticationEnabled') || !isOn('authorizationEnabled')) return undefined
  const options = { nodes: [node], signal }
  const [users, policies] = await Promise.all([
    access.users(ACCESS_KEY_PREFIX, options),
    access.policies({ subject: ACCESS_KEY_PREFIX }, options),
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
