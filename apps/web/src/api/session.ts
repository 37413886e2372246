import {
  decide,
  ENTRIES,
  isOpenTo,
  isOperationId,
  type Level,
  type Me,
  type OperationId,
  type ResponseOf,
  sessionView,
} from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
import type { TextKey } from '../i18n/catalogue.ts'
import { useText } from '../i18n/text.ts'
import { read } from './read.ts'

export const sessionQuery = {
  ...read(sessionView, {}),
  // The token for changes lives as long as the session; a refused request reads it again.
  staleTime: 5 * 60_000,
}

export function useSession(): ResponseOf<typeof sessionView> | undefined {
  return useQuery(sessionQuery).data
}

export function useMe(): Me | undefined {
  return useSession()?.me
}

/**
 * Why the person signed in may not do something, by the table that the server asks, too; undefined when they may.
 * @param instanceId the page's own unless given
 */
export type Refusals = (operation: OperationId, instanceId?: string) => string | undefined

export function useRefusals(): Refusals {
  const t = useText()
  const me = useMe()
  const { instanceId: shown } = useParams()
  return (operation, instanceId = shown) => {
    const entry = ENTRIES[operation]
    if (!me || !entry) return undefined
    const decision = decide(entry, me)
    if (decision === 'right') return t('common:mayNot.readBodies')
    if (decision === 'role') return t(ROLE_REFUSALS[entry.level])
    const isClosed = instanceId !== undefined && !isOpenTo(entry, me, instanceId)
    return isClosed ? t('common:mayNot.granted') : undefined
  }
}

const ROLE_REFUSALS: Readonly<Record<Level, TextKey>> = {
  public: 'common:mayNot.administer',
  everyone: 'common:mayNot.administer',
  look: 'common:mayNot.administer',
  work: 'common:mayNot.work',
  manage: 'common:mayNot.manage',
  administer: 'common:mayNot.administer',
}

/** As {@link useRefusals}, of one operation; undefined for what needs none. */
export function useRefusal(
  operation: { readonly id: string } | OperationId | undefined,
  instanceId?: string,
): string | undefined {
  const refusals = useRefusals()
  const id = typeof operation === 'object' ? operation.id : operation
  return id !== undefined && isOperationId(id) ? refusals(id, instanceId) : undefined
}
