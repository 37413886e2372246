/** Adding, changing and removing what the console knows of clusters. Nothing here reaches a broker. */
import { randomUUID } from 'node:crypto'
import type { Blocker, BodyOf, Cluster, clusterCreate, clusterUpdate } from '@gantry/contract'
import { isForeignKeyViolation, isUniqueViolation } from '../platform/database/database-error.ts'
import { AppError } from '../platform/http/app-error.ts'
import { requireAllowed } from './allow-list.ts'
import { SECRET_KEY_PURPOSE } from './cluster-clients.ts'
import { noSuchCluster } from './cluster-errors.ts'
import type { ClusterNeeds } from './cluster-needs.ts'
import { presentCluster } from './cluster-present.ts'
import { deleteCluster, findCluster, insertCluster, updateCluster } from './cluster-store.ts'
import type { ClusterTable } from './cluster-table.ts'

/** @throws AppError VALIDATION for an address that is not allowed or half a key pair, CONFLICT for a name in use */
export async function createCluster(
  needs: ClusterNeeds,
  wanted: BodyOf<typeof clusterCreate>,
  clusterId: string = randomUUID(),
): Promise<Cluster> {
  const { db, clock, events, allowList } = needs
  await requireAllowed(allowList, wanted.namesrvAddr)
  const row: ClusterTable = {
    cluster_id: clusterId,
    name: wanted.name,
    namesrv_addr: wanted.namesrvAddr,
    tls: Number(wanted.tls),
    ...keysAfter(needs, NO_KEYS, wanted),
    read_only: 0,
    version: 0,
    created_at: clock.nowMs(),
  }
  await refuseTakenName(row.name, () => insertCluster(db, row))
  events.publish({ type: 'clusterCreated', data: { clusterId: row.cluster_id } })
  return presentCluster(row)
}

/**
 * What is left out stays as it is.
 * @throws AppError NOT_FOUND, VALIDATION as above, CONFLICT for a name in use or a version that is not the present one
 */
export async function changeCluster(
  needs: ClusterNeeds,
  clusterId: string,
  wanted: BodyOf<typeof clusterUpdate>,
): Promise<{ readonly before: Cluster; readonly after: Cluster }> {
  const { db, events, allowList } = needs
  const before = await findCluster(db, clusterId)
  if (before === undefined) throw noSuchCluster()
  if (before.version !== wanted.version) throw changedMeanwhile(before)
  if (wanted.namesrvAddr !== undefined) await requireAllowed(allowList, wanted.namesrvAddr)
  const row: ClusterTable = {
    ...before,
    name: wanted.name ?? before.name,
    namesrv_addr: wanted.namesrvAddr ?? before.namesrv_addr,
    tls: wanted.tls === undefined ? before.tls : Number(wanted.tls),
    read_only: wanted.readOnly === undefined ? before.read_only : Number(wanted.readOnly),
    ...keysAfter(needs, before, wanted),
    version: before.version + 1,
  }
  const isDone = await refuseTakenName(row.name, () => updateCluster(db, row))
  if (!isDone) {
    const current = await findCluster(db, clusterId)
    throw current ? changedMeanwhile(current) : noSuchCluster()
  }
  events.publish({ type: 'clusterUpdated', data: { clusterId } })
  return { before: presentCluster(before), after: presentCluster(row) }
}

/**
 * @param instancesOn what of the console is left on the cluster
 * @returns what it was
 * @throws AppError NOT_FOUND, IN_USE
 */
export async function removeCluster(
  { db, events, clients, states }: ClusterNeeds,
  clusterId: string,
  instancesOn: (clusterId: string) => Promise<Blocker[]>,
): Promise<Cluster> {
  const before = await findCluster(db, clusterId)
  if (before === undefined) throw noSuchCluster()
  const blockers = await instancesOn(clusterId)
  if (blockers.length > 0) throw inUse(blockers)
  try {
    if (!(await deleteCluster(db, clusterId))) throw noSuchCluster()
  } catch (error) {
    // Made between the look and the deletion.
    if (isForeignKeyViolation(error)) throw inUse(await instancesOn(clusterId), error)
    throw error
  }
  clients.forget(clusterId)
  states.forget(clusterId)
  events.publish({ type: 'clusterDeleted', data: { clusterId } })
  return presentCluster(before)
}

type Keys = Pick<ClusterTable, 'access_key' | 'secret_key_encrypted'>

const NO_KEYS: Keys = { access_key: null, secret_key_encrypted: null }

function keysAfter(
  { secrets }: ClusterNeeds,
  before: Keys,
  wanted: { readonly accessKey?: string | null | undefined; readonly secretKey?: string | undefined },
): Keys {
  if (wanted.accessKey === null) {
    if (wanted.secretKey === undefined) return NO_KEYS
    throw halfAPair('secretKey', 'Leave the secret key out where there is no access key.')
  }
  const keys: Keys = {
    access_key: wanted.accessKey ?? before.access_key,
    secret_key_encrypted:
      wanted.secretKey === undefined
        ? before.secret_key_encrypted
        : secrets.seal(wanted.secretKey, SECRET_KEY_PURPOSE),
  }
  const { access_key, secret_key_encrypted } = keys
  if ((access_key === null) === (secret_key_encrypted === null)) return keys
  throw access_key === null
    ? halfAPair('accessKey', 'Give the access key that belongs to the secret key.')
    : halfAPair('secretKey', 'Give the secret key that belongs to the access key.')
}

function halfAPair(path: string, message: string): AppError {
  return new AppError('VALIDATION', `${path}: ${message}`, { fields: [{ path, code: 'required', message }] })
}

async function refuseTakenName<T>(name: string, change: () => Promise<T>): Promise<T> {
  try {
    return await change()
  } catch (error) {
    if (!isUniqueViolation(error)) throw error
    const message = `There is a cluster named ${name} already.`
    throw new AppError('CONFLICT', message, {
      cause: error,
      fields: [{ path: 'name', code: 'invalid', message }],
    })
  }
}

function changedMeanwhile(current: ClusterTable): AppError {
  const detail = 'The cluster was changed meanwhile: look at what it is now, then save again.'
  return new AppError('CONFLICT', detail, { current: presentCluster(current) })
}

function inUse(blockers: Blocker[], cause?: unknown): AppError {
  const detail = 'Instances are left on this cluster: delete them first.'
  return new AppError('IN_USE', detail, { blockers, cause })
}
