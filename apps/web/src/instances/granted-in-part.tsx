import { Group } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { Meaning } from '../ui/meaning.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'

/** The instance is seen in part: what was granted. */
export function GrantedInPart() {
  const t = useText()
  return (
    <Group gap={4} wrap="nowrap">
      <StatusBadge tone="neutral" label={t('instances:granted')} />
      <Meaning of={t('instances:granted')} about={t('instances:grantedAbout')} />
    </Group>
  )
}
