import { groupCreate, isOwn, ownGrantList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useMe, useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'

/** Why the person signed in makes no group here: in an instance of another account it takes a topic to subscribe to. */
export function useGroupCreateRefusal(instanceId: string): string | undefined {
  const t = useText()
  const me = useMe()
  const refusal = useRefusal(groupCreate, instanceId)
  const isGuest = me !== undefined && me.role !== 'administrator' && !isOwn(me, instanceId)
  const { data } = useQuery({ ...read(ownGrantList, {}), enabled: isGuest })
  if (refusal !== undefined || data === undefined) return refusal
  const mayConsume = data.items.some(
    grant => grant.instanceId === instanceId && grant.authorisation !== 'PUBLISH',
  )
  return mayConsume ? undefined : t('groups:create.takesSubscribe')
}
