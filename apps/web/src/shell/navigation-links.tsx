import { NavLink } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { instanceIdOf, type NavigationEntry } from './navigation.ts'
import { useOpenNavigation } from './use-open-navigation.ts'

export function NavigationLinks() {
  const t = useText()
  return (
    <nav aria-label={t('shell:navigation')}>
      {useOpenNavigation().map(entry => (
        <Entry key={entry.label} {...entry} />
      ))}
    </nav>
  )
}

function Entry({ label, icon, to, holds }: NavigationEntry) {
  const t = useText()
  const { pathname } = useLocation()
  const isHere = holds(pathname)
  return (
    <NavLink
      label={t(label)}
      leftSection={<Icon name={icon} />}
      component={Link}
      to={to(instanceIdOf(pathname))}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
    />
  )
}
