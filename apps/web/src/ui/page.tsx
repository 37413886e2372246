import { Group, Stack, Text, Title } from '@mantine/core'
import { type ReactNode, useEffect, useRef } from 'react'

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
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    // What had the focus went with the page before: reading goes on at the heading.
    if (document.activeElement === document.body) heading.current?.focus({ preventScroll: true })
  }, [])
  return (
    <Stack gap="md">
      <title>{`${title} · Gantry`}</title>
      <Group justify="space-between" align="flex-end" gap="sm">
        <Stack gap={2} style={{ minWidth: 0 }}>
          {crumbs}
          <Title
            ref={heading}
            order={1}
            size="h2"
            tabIndex={-1}
            style={{ overflowWrap: 'anywhere', outline: 'none' }}
          >
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
