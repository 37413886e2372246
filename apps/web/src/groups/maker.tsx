import type { Group } from '@gantry/contract'
import { useMe } from '../api/session.ts'
import { useText } from '../i18n/text.ts'

/** Another tenant account that has made a group, with a grant to subscribe. */
export function Maker({ madeByAccount }: Pick<Group, 'madeByAccount'>) {
  const t = useText()
  const isOwn = useMe()?.accountId === madeByAccount
  if (madeByAccount === null) return '–'
  return t(isOwn ? 'groups:madeBy.own' : 'groups:madeBy.other', { accountId: madeByAccount })
}
