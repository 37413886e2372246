import { ActionIcon, Menu, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'

export interface RowAction {
  readonly label: string
  readonly to: string
  readonly isDestructive?: boolean
  /** Why it cannot be done now: shown, not hidden. */
  readonly disabledReason?: string | undefined
}

interface RowMenuProps {
  /** The name of the row, for those who do not see it. */
  readonly of: string
  readonly actions: readonly RowAction[]
}

/** What can be done with one row; each entry is a URL. */
export function RowMenu({ of, actions }: RowMenuProps) {
  const t = useText()
  return (
    <Menu position="bottom-end" shadow="md">
      <Menu.Target>
        <ActionIcon variant="subtle" color="gray" aria-label={t('common:actionsOf', { name: of })}>
          <Icon name="more" />
        </ActionIcon>
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(action => (
          <Entry key={action.label} {...action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Entry({ label, to, isDestructive = false, disabledReason }: RowAction) {
  const { pathname, search } = useLocation()
  if (disabledReason !== undefined) {
    return (
      <Menu.Item aria-disabled closeMenuOnClick={false}>
        <Text size="sm" c="dimmed">
          {label}
        </Text>
        <Text size="xs">{disabledReason}</Text>
      </Menu.Item>
    )
  }
  return (
    <Menu.Item
      component={Link}
      to={to}
      state={{ from: pathname + search }}
      leftSection={isDestructive ? <Icon name="warning" size={14} /> : null}
    >
      {label}
    </Menu.Item>
  )
}
