import type { BodyOf, clusterTest } from '@gantry/contract'
import { AppError } from '../platform/http/app-error.ts'
import type { ConnectionSettings } from './cluster-clients.ts'
import { noSuchCluster } from './cluster-errors.ts'
import type { ClusterNeeds } from './cluster-needs.ts'
import { findCluster } from './cluster-store.ts'

/**
 * What was typed, completed by the keys that are kept for a cluster: a person who edits it does not type its secret again.
 * @throws AppError NOT_FOUND, VALIDATION for half a key pair
 */
export async function testedSettings(
  { db, clients }: ClusterNeeds,
  { namesrvAddr, tls, accessKey, secretKey, clusterId }: BodyOf<typeof clusterTest>,
): Promise<ConnectionSettings> {
  const kept = clusterId === undefined ? undefined : await findCluster(db, clusterId)
  if (clusterId !== undefined && kept === undefined) throw noSuchCluster()
  const keptKeys = kept && secretKey === undefined ? clients.settingsOf(kept).credentials : undefined
  const keys = {
    accessKey: accessKey ?? keptKeys?.accessKey,
    secretKey: secretKey ?? keptKeys?.secretKey,
  }
  return {
    // Names the calls in the metrics: what people type would make ever more series.
    name: 'test',
    namesrvAddr,
    tls,
    credentials: pairOf(keys),
  }
}

function pairOf({
  accessKey,
  secretKey,
}: {
  readonly accessKey: string | undefined
  readonly secretKey: string | undefined
}): ConnectionSettings['credentials'] {
  if (accessKey !== undefined && secretKey !== undefined) return { accessKey, secretKey }
  if (accessKey === undefined && secretKey === undefined) return undefined
  const path = accessKey === undefined ? 'accessKey' : 'secretKey'
  const message = 'The access key and the secret key belong together: give both or neither.'
  throw new AppError('VALIDATION', `${path}: ${message}`, { fields: [{ path, code: 'required', message }] })
}
