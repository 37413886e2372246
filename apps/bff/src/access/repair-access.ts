/** Brings one broker to what it should hold. */
import type { Admin, BrokerNode, PerBroker } from '@gantry/remoting'
import type { KeyDifferences } from './access-differences.ts'

/** What is taken away goes first. @throws the first failure of the broker; another repair goes on from there */
export async function repairBroker(
  admin: Admin,
  node: BrokerNode,
  differences: readonly KeyDifferences[],
  signal: AbortSignal,
): Promise<void> {
  const isTaking = ({ expected, toRemove }: KeyDifferences): number =>
    Number(expected.user === undefined || toRemove.length > 0)
  for (const each of differences.toSorted((a, b) => isTaking(b) - isTaking(a))) {
    await repairKey(admin, node, each, signal)
  }
}

async function repairKey(
  { access }: Admin,
  node: BrokerNode,
  { expected, user, toWrite, toRemove, isForeignShape }: KeyDifferences,
  signal: AbortSignal,
): Promise<void> {
  const options = { nodes: [node], signal }
  const { accessKey: username } = expected
  const subject = `User:${username}`
  if (!expected.user) {
    // Policies go with their user.
    requireDone(await access.deleteUser(username, options))
    return
  }
  if (user) {
    const { secretKey: password, isEnabled } = expected.user
    const info = {
      username,
      password,
      userType: 'Normal',
      userStatus: isEnabled ? 'enable' : 'disable',
    } as const
    requireDone(
      await (user === 'MISSING' ? access.createUser(info, options) : access.updateUser(info, options)),
    )
  }
  for (const resource of isForeignShape ? [undefined] : toRemove) {
    requireDone(await access.deletePolicy(subject, resource, options))
  }
  if (toWrite.length > 0) {
    const policies = [{ policyType: 'Custom', entries: [...toWrite] }]
    requireDone(await access.createPolicy({ subject, policies }, options))
  }
}

function requireDone({ failed: [first] }: PerBroker<undefined>): void {
  if (first) throw first.error
}
