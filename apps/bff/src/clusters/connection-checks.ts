/**
 * Tries a connection step by step, up to the first that fails: address, connection, name server, brokers, credentials,
 * clock. Each step says in one sentence what was found or what to do. What a peer writes is never repeated: whoever may
 * test addresses could read other services' answers with it.
 */
import type { clusterTest, ResponseOf } from '@gantry/contract'
import {
  type Admin,
  type BrokerNode,
  type FanOutResult,
  fanOut,
  nodesOf,
  RemotingError,
} from '@gantry/remoting'
import { getBrokerClusterInfo } from '@gantry/remoting/requests'
import { hostAndPort, namesrvAddrs } from '@gantry/rules'
import type { AllowList } from './allow-list.ts'
import type { RuntimeInfo } from './broker-figures.ts'
import { clockFinding } from './clock-check.ts'
import type { ClusterClients, ConnectionSettings } from './cluster-clients.ts'
import { credentialsFinding, isRefused } from './credentials-check.ts'
import type { Finding } from './finding.ts'

type TestResult = ResponseOf<typeof clusterTest>
type CheckName = TestResult['checks'][number]['check']

interface CheckNeeds {
  readonly allowList: AllowList
  readonly clients: Pick<ClusterClients, 'openOnce'>
  readonly clock: { readonly nowMs: () => number }
}

type Asked = FanOutResult<BrokerNode, RuntimeInfo>

const TIMEOUT_MS = 3_000

export async function checkConnection(
  { allowList, clients, clock }: CheckNeeds,
  settings: ConnectionSettings,
  signal: AbortSignal,
): Promise<TestResult> {
  const checks: TestResult['checks'] = []
  const passes = (check: CheckName, finding: Finding): boolean => {
    checks.push({ check, ...finding })
    return finding.ok
  }
  const result = (nodes: readonly BrokerNode[] = []): TestResult => ({
    ok: checks.every(({ ok }) => ok),
    checks,
    clusterNames: [...new Set(nodes.map(({ clusterName }) => clusterName))].toSorted(),
    brokers: nodes.length,
  })
  if (!passes('address', await addressFinding(allowList, settings.namesrvAddr))) return result()
  await using admin = clients.openOnce(settings)
  const servers = await askNameServers(admin, settings.namesrvAddr, signal)
  if (!passes('connection', connectionFinding(servers.failures))) return result()
  if (!passes('nameServer', nameServerFinding(servers.failures))) return result()
  const asked = await askBrokers(admin, servers.nodes, signal)
  const timeMs = clock.nowMs()
  if (!passes('brokers', brokersFinding(asked))) return result(servers.nodes)
  const hasKeys = settings.credentials !== undefined
  if (!passes('credentials', await credentialsFinding(admin, asked, hasKeys, signal)))
    return result(servers.nodes)
  passes('clock', clockFinding(asked.answered, timeMs))
  return result(servers.nodes)
}

async function addressFinding({ lookup }: AllowList, namesrvAddr: string): Promise<Finding> {
  for (const addr of namesrvAddrs(namesrvAddr)) {
    const host = hostAndPort(addr)?.host ?? addr
    try {
      await lookup(host)
    } catch (error) {
      if (error instanceof RemotingError) return { ok: false, message: error.message }
      return {
        ok: false,
        message: `The name ${host} has no address here: check how it is written, and the DNS.`,
      }
    }
  }
  return { ok: true, message: 'The address may be connected to.' }
}

interface Servers {
  readonly failures: readonly RemotingError[]
  /** Every broker that any of them knows. */
  readonly nodes: readonly BrokerNode[]
}

async function askNameServers(admin: Admin, namesrvAddr: string, signal: AbortSignal): Promise<Servers> {
  const { answered, failed } = await fanOut(
    namesrvAddrs(namesrvAddr),
    addr => admin.cluster.call(addr, getBrokerClusterInfo, { header: {} }, { timeoutMs: TIMEOUT_MS, signal }),
    { placeOf: addr => addr, signal },
  )
  const nodes = answered.flatMap(({ value }) => [...value.body.brokerAddrTable.values()].flatMap(nodesOf))
  const byAddr = new Map(nodes.map(node => [node.addr, node]))
  const sorted = [...byAddr.values()].toSorted((a, b) => (a.brokerName < b.brokerName ? -1 : 1))
  return { failures: failed.map(({ error }) => remotingError(error)), nodes: sorted }
}

const NOT_CONNECTED: ReadonlySet<RemotingError['code']> = new Set([
  'CONNECT_FAILED',
  'CONNECT_TIMEOUT',
  'TLS_FAILED',
  'ADDRESS_REFUSED',
])

function connectionFinding(failures: readonly RemotingError[]): Finding {
  const failure = failures.find(({ code }) => NOT_CONNECTED.has(code))
  return failure
    ? { ok: false, message: reasonOf(failure) }
    : { ok: true, message: 'Every name server takes connections.' }
}

function nameServerFinding([failure]: readonly RemotingError[]): Finding {
  if (failure === undefined) return { ok: true, message: 'Every address is that of a name server.' }
  const addr = failure.addr ?? 'The address'
  switch (failure.code) {
    case 'NOT_ROCKETMQ':
    case 'CONNECTION_CLOSED':
    case 'CALL_TIMEOUT':
      return { ok: false, message: reasonOf(failure) }
    case 'UNSUPPORTED_BY_BROKER':
    case 'BROKER_REFUSED':
      return {
        ok: false,
        message: `${addr} speaks RocketMQ but is no name server: give the name server's address, not a broker's.`,
      }
    default:
      return { ok: false, message: `${addr} answers, but not as a name server does: check address and port.` }
  }
}

function askBrokers(admin: Admin, nodes: readonly BrokerNode[], signal: AbortSignal): Promise<Asked> {
  return fanOut(nodes, ({ addr }) => admin.brokers.runtimeInfo(addr, { timeoutMs: TIMEOUT_MS, signal }), {
    placeOf: ({ addr }) => addr,
    signal,
  })
}

/** A broker that refuses is there: what it refuses is the matter of the next check. */
function brokersFinding({ answered, failed }: Asked): Finding {
  const all = answered.length + failed.length
  if (all === 0) {
    return {
      ok: false,
      message: 'The name server knows no broker: check that one runs and that its namesrvAddr points here.',
    }
  }
  const [away] = failed.filter(({ error }) => !isRefused(error))
  if (away === undefined)
    return { ok: true, message: all === 1 ? 'One broker answers.' : `All ${all} brokers answer.` }
  const { brokerName, addr } = away.item
  const reason = reasonOf(remotingError(away.error))
  return {
    ok: false,
    message: `The name server announces ${brokerName} at ${addr}. ${reason} Where that address is wrong, set the broker's brokerIP1.`,
  }
}

/** The sentence about the connection, without the request in front of it. */
function reasonOf(error: RemotingError): string {
  const { code, cause } = error
  if (code === 'BODY_MALFORMED') return 'Its answer cannot be read: check its release.'
  return cause instanceof RemotingError ? reasonOf(cause) : error.message
}

function remotingError(error: unknown): RemotingError {
  if (error instanceof RemotingError) return error
  throw error
}
