import type { Group } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { Figure } from '../ui/figure.tsx'

/** The backlog; a broadcasting group keeps its progress to itself, which is said instead of a figure. */
export function Accumulated({ accumulated, messageModel }: Pick<Group, 'accumulated' | 'messageModel'>) {
  const t = useText()
  if (messageModel === 'BROADCASTING') return <>{t('groups:keptByClients')}</>
  return <Figure value={accumulated} />
}
