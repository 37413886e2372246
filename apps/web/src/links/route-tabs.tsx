import { Link, useLocation } from 'react-router'
import classes from './route-tabs.module.css'

export interface RouteTab {
  readonly label: string
  readonly to: string
  /** Where the path alone does not tell. */
  readonly isCurrent?: boolean
}

/** Tabs that are URLs: each can be linked to, opened in a new window, and is announced as a link. */
export function RouteTabs({ tabs, label }: { readonly tabs: readonly RouteTab[]; readonly label: string }) {
  const { pathname } = useLocation()
  return (
    <nav aria-label={label} className={classes.tabs}>
      {tabs.map(({ label: name, to, isCurrent = pathname === to }) => (
        <Link
          key={to}
          to={to}
          className={classes.tab}
          aria-current={isCurrent ? 'page' : undefined}
          ref={isCurrent ? reveal : null}
        >
          {name}
        </Link>
      ))}
    </nav>
  )
}

/** On a narrow screen the tabs are wider than the page. */
function reveal(tab: HTMLAnchorElement | null): void {
  tab?.scrollIntoView({ block: 'nearest', inline: 'nearest' })
}
