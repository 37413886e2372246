import { Stack, Text } from '@mantine/core'
import type { ReactNode } from 'react'
import { Icon, type IconName } from './icon.tsx'

interface EmptyStateProps {
  readonly icon: IconName
  readonly title: string
  readonly body: string
  /** The next step. */
  readonly action?: ReactNode
}

export function EmptyState({ icon, title, body, action }: EmptyStateProps) {
  return (
    <Stack align="center" gap="xs" py="xl" px="md" ta="center">
      <Icon name={icon} size={36} />
      <Text fw={600}>{title}</Text>
      <Text size="sm" c="dimmed" maw={460}>
        {body}
      </Text>
      {action}
    </Stack>
  )
}
