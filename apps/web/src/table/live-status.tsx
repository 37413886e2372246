import { ActionIcon, Group, Text } from '@mantine/core'
import { toggleLive, useLive } from '../api/live.ts'
import { useText } from '../i18n/text.ts'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'

interface LiveStatusProps {
  /** ISO 8601: when what is shown was read. */
  readonly asOf: string | undefined
  readonly isRefreshing: boolean
  readonly onRefresh: () => void
}

/** How old the figures are, whether they follow by themselves, and the buttons to stop that or to read again. */
export function LiveStatus({ asOf, isRefreshing, onRefresh }: LiveStatusProps) {
  const t = useText()
  const format = useFormat()
  const { isPaused, isConnected } = useLive()
  const mode = isPaused ? t('common:paused') : t(isConnected ? 'common:live' : 'common:everyTenSeconds')
  return (
    <Group gap={4} wrap="nowrap">
      <Text size="xs" c="dimmed">
        {asOf ? `${t('common:asOf', { time: format.time(asOf) })} · ${mode}` : mode}
      </Text>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        onClick={toggleLive}
        aria-label={t(isPaused ? 'common:resume' : 'common:pause')}
      >
        <Icon name={isPaused ? 'play' : 'pause'} size={16} />
      </ActionIcon>
      <ActionIcon
        variant="subtle"
        color="gray"
        c="var(--mantine-color-text)"
        onClick={onRefresh}
        aria-busy={isRefreshing}
        aria-label={t('common:refresh')}
      >
        <Icon name="refresh" size={16} />
      </ActionIcon>
    </Group>
  )
}
