import { Group, Stack, Text, Title } from '@mantine/core'
import type { ReactNode } from 'react'

interface PageProps {
  readonly title: string
  /** Above the title: where this page belongs. */
  readonly crumbs?: ReactNode
  readonly description?: ReactNode
  /** Right of the title. */
  readonly actions?: ReactNode
  readonly children: ReactNode
}

/** The frame of every page: one heading, what can be done, the content. */
export function Page({ title, crumbs, description, actions, children }: PageProps) {
  return (
    <Stack gap="md">
      <title>{`${title} · Gantry`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={2} style={{ minWidth: 0 }}>
          {crumbs}
          <Title order={1} size="h2" tabIndex={-1} style={{ overflowWrap: 'anywhere' }}>
            {title}
          </Title>
          {description && (
            <Text size="sm" c="dimmed" component="div">
              {description}
            </Text>
          )}
        </Stack>
        {actions && <Group gap="xs">{actions}</Group>}
      </Group>
      {children}
    </Stack>
  )
}
