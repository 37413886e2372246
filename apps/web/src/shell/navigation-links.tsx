import { NavLink } from '@mantine/core'
import { Link, useLocation } from 'react-router'
import { useRefusal } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { instanceIdOf, NAVIGATION, type NavigationEntry } from './navigation.ts'

export function NavigationLinks() {
  const t = useText()
  return (
    <nav aria-label={t('shell:navigation')}>
      {NAVIGATION.map(entry => (
        <Entry key={entry.label} {...entry} />
      ))}
    </nav>
  )
}

function Entry({ label, icon, to, holds, needs }: NavigationEntry) {
  const t = useText()
  const { pathname } = useLocation()
  const refusal = useRefusal(needs)
  const look = { label: t(label), leftSection: <Icon name={icon} /> }
  if (refusal !== undefined) {
    return <NavLink {...look} component="button" type="button" aria-disabled description={refusal} />
  }
  const isHere = holds(pathname)
  return (
    <NavLink
      {...look}
      component={Link}
      to={to(instanceIdOf(pathname))}
      active={isHere}
      aria-current={isHere ? 'page' : undefined}
    />
  )
}
