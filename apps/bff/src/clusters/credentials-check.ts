/** Whether brokers take the keys, and whether the keys may do what the console does. */
import { type Admin, type BrokerNode, BrokerRefused, type FanOutResult, fanOut } from '@gantry/remoting'
import type { Finding } from './finding.ts'

const NO_PERMISSION = 16
/** Releases with ACL 1.0 refuse keys with SYSTEM_ERROR and the name of a Java exception. */
const SYSTEM_ERROR = 1
const TIMEOUT_MS = 3_000

export function isRefused(error: unknown): error is BrokerRefused {
  return error instanceof BrokerRefused
}

/** @param asked what every broker said to a request that any account may make */
export async function credentialsFinding(
  admin: Admin,
  { answered, failed }: FanOutResult<BrokerNode, unknown>,
  hasKeys: boolean,
  signal: AbortSignal,
): Promise<Finding> {
  const refused = failed.find(({ error }) => isRefused(error))
  if (refused) return refusal(refused.item, refused.error, hasKeys)
  // A figure of the cluster, which takes rights on it since there are any (ACL 2.0); nothing may be counted yet.
  const { failed: forbidden } = await fanOut(
    answered.map(({ item }) => item),
    ({ addr, clusterName }) =>
      admin.brokers.statsItem(addr, 'BROKER_PUT_NUMS', clusterName, { timeoutMs: TIMEOUT_MS, signal }),
    { placeOf: ({ addr }) => addr, signal },
  )
  const first = forbidden.find(({ error }) => isAboutKeys(error))
  if (first) {
    return {
      ok: false,
      message: `${first.item.brokerName} knows the keys, but they may not read its figures: give those of an account that administers the cluster.`,
    }
  }
  return {
    ok: true,
    message: hasKeys ? 'The brokers take the keys.' : 'The brokers ask for no keys.',
  }
}

function refusal({ brokerName }: BrokerNode, error: unknown, hasKeys: boolean): Finding {
  if (!isAboutKeys(error)) {
    return { ok: false, message: `${brokerName} refuses to say how it is: look into its log.` }
  }
  return {
    ok: false,
    message: hasKeys
      ? `${brokerName} refuses the keys: check the access key and the secret key.`
      : `${brokerName} asks for keys: give an access key and a secret key.`,
  }
}

function isAboutKeys(error: unknown): boolean {
  if (!isRefused(error)) return false
  const isAcl1 = error.responseCode === SYSTEM_ERROR && /acl/i.test(error.remark ?? '')
  return error.responseCode === NO_PERMISSION || isAcl1
}
