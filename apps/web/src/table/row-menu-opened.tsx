import { Menu, Text } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { Icon } from '../ui/icon.tsx'
import { useOpened } from '../ui/use-opened.ts'
import type { RowAction, RowMenuProps } from './row-action.ts'
import { RowMenuButton } from './row-menu-button.tsx'

export function RowMenuOpened({ of, actions }: RowMenuProps) {
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withInitialFocusPlaceholder={false}
      portalProps={{ target: '#content' }}
      {...useOpened()}
    >
      <Menu.Target>
        {/* It takes the place of the button that was clicked, and so the focus that comes back when the menu closes. */}
        <RowMenuButton of={of} autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        {actions.map(action => (
          <Entry key={action.label} {...action} />
        ))}
      </Menu.Dropdown>
    </Menu>
  )
}

function Entry({ label, to, isDestructive = false, needs, instanceId, disabledReason: reason }: RowAction) {
  const disabledReason = useRefusal(needs, instanceId, 'brief') ?? reason
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
