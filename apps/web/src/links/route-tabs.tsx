import { Link, useLocation } from 'react-router'
import classes from './route-tabs.module.css'

export interface RouteTab {
  readonly label: string
  readonly to: string
}

/** Tabs that are URLs: each can be linked to, opened in a new window, and is announced as a link. */
export function RouteTabs({ tabs, label }: { readonly tabs: readonly RouteTab[]; readonly label: string }) {
  const { pathname, search } = useLocation()
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ label: name, to }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          aria-current={isHere(to, pathname, search) ? 'page' : undefined}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

function isHere(to: string, pathname: string, search: string): boolean {
  const { pathname: toPath, searchParams } = new URL(to, 'http://here')
  const here = new URLSearchParams(search)
  return toPath === pathname && [...searchParams].every(([name, value]) => here.get(name) === value)
}
