import { useText } from '../i18n/text.ts'
import { StatusBadge } from './status-badge.tsx'

/** Null: the brokers did not say. */
export function OnlineBadge({ isOnline }: { readonly isOnline: boolean | null }) {
  const t = useText()
  if (isOnline === null) return <StatusBadge tone="neutral" label={t('common:unknown')} />
  return (
    <StatusBadge
      tone={isOnline ? 'good' : 'neutral'}
      label={t(isOnline ? 'common:online' : 'common:offline')}
    />
  )
}
