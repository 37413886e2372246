import {
  decide,
  ENTRIES,
  isOpenTo,
  isOperationId,
  type Level,
  type Me,
  type OperationId,
  type ResponseOf,
  seesWhole,
  sessionView,
} from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useParams } from 'react-router'
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

/** Whether the person signed in sees the whole instance, and not only what was granted of it. */
export function useSeesWhole(instanceId: string): boolean {
  const me = useMe()
  return me === undefined || seesWhole(me, instanceId)
}

/**
 * Why the person signed in may not do something, by the table that the server asks, too; undefined when they may.
 * @param instanceId the page's own unless given
 */
export type Refusals = (operation: OperationId, instanceId?: string) => string | undefined

/** `brief`: what is missing, for menus; whom to ask is said where there is room. */
type Length = 'whole' | 'brief'

const TEXTS = { whole: 'common:mayNot', brief: 'common:mayNotBriefly' } as const satisfies Record<
  Length,
  string
>

export function useRefusals(length: Length = 'whole'): Refusals {
  const t = useText()
  const me = useMe()
  const { instanceId: shown } = useParams()
  return (operation, instanceId = shown) => {
    const entry = ENTRIES[operation]
    if (!me || !entry) return undefined
    const decision = decide(entry, me)
    if (decision === 'right') return t(`${TEXTS[length]}.readBodies`)
    if (decision === 'role') return t(`${TEXTS[length]}.${MISSING_ROLES[entry.level]}`)
    const isClosed = instanceId !== undefined && !isOpenTo(entry, me, instanceId)
    return isClosed ? t(`${TEXTS[length]}.granted`) : undefined
  }
}

const MISSING_ROLES = {
  public: 'administer',
  everyone: 'administer',
  look: 'administer',
  work: 'work',
  manage: 'manage',
  administer: 'administer',
} as const satisfies Readonly<Record<Level, string>>

/** As {@link useRefusals}, of one operation; undefined for what needs none. */
export function useRefusal(
  operation: { readonly id: string } | OperationId | undefined,
  instanceId?: string,
  length?: Length,
): string | undefined {
  const refusals = useRefusals(length)
  const id = typeof operation === 'object' ? operation.id : operation
  return id !== undefined && isOperationId(id) ? refusals(id, instanceId) : undefined
}
