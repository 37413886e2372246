import type { ConsumerClientView, DiagnosisEvidence } from '@gantry/contract'
import { fine, found, NOBODY, type Rule, silent, unknown } from '../finding.ts'
import { standingIn } from './standing-threads.ts'

type Cache = Extract<DiagnosisEvidence, { kind: 'caches' }>['caches'][number]

/** A client pulls no more into a queue whose cache is full. */
const NEARLY_FULL = 0.9
const SHOWN_CACHES = 20

export const fullCache: Rule = evidence => {
  const { clients, views, threads, unread } = evidence
  if (clients.length === 0) return unknown('CLIENT_CACHE', unread[0] ?? NOBODY)
  const caches = views.flatMap(cachesOf)
  const full = caches.filter(isNearlyFull)
  const standing = new Set(
    threads.value.filter(client => standingIn(client).length > 0).map(({ clientId }) => clientId),
  )
  const [worst] = full.filter(({ clientId }) => !standing.has(clientId))
  if (worst) {
    const { clientId } = worst
    const shown = full.filter(cache => cache.clientId === clientId).slice(0, SHOWN_CACHES)
    return found(
      'CLIENT_CACHE',
      { code: 'CACHE_FULL', params: { clientId }, evidence: [{ kind: 'caches', caches: shown }] },
      { code: 'CHECK_CLIENT', clientId },
    )
  }
  const [reason] = silent(evidence)
  if (reason) return unknown('CLIENT_CACHE', reason)
  if (full.length > 0) return fine('CLIENT_CACHE', { code: 'CACHE_BEHIND_THREADS' })
  if (caches.length > 0 && caches.every(hasNoLimit))
    return unknown('CLIENT_CACHE', { code: 'UNKNOWN_LIMITS', params: {} })
  return fine('CLIENT_CACHE', { code: 'CACHE_FINE' })
}

/** Limits are settings of the client, under the names of `DefaultMQPushConsumer`. */
function cachesOf({ client, queues, properties }: ConsumerClientView): Cache[] {
  const limit = (setting: string): number | null => {
    const value = properties.find(({ name }) => name === setting)?.value
    return value !== undefined && /^[1-9]\d{0,9}$/.test(value) ? Number(value) : null
  }
  const maxMessages = limit('pullThresholdForQueue')
  const maxMib = limit('pullThresholdSizeForQueue')
  return queues.map(({ topic, brokerName, queueId, cachedMessages, cachedMib }) => ({
    clientId: client.clientId,
    topic,
    brokerName,
    queueId,
    cachedMessages,
    maxMessages,
    cachedMib,
    maxMib,
  }))
}

function isNearlyFull({ cachedMessages, maxMessages, cachedMib, maxMib }: Cache): boolean {
  const isNear = (value: number, max: number | null): boolean => max !== null && value >= max * NEARLY_FULL
  return isNear(cachedMessages, maxMessages) || isNear(cachedMib, maxMib)
}

function hasNoLimit({ maxMessages, maxMib }: Cache): boolean {
  return maxMessages === null && maxMib === null
}
