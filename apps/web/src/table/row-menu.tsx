import { lazy, Suspense } from 'react'
import { useOnDemand } from '../ui/use-on-demand.ts'
import type { RowMenuProps } from './row-action.ts'
import { RowMenuButton } from './row-menu-button.tsx'

const loadOpened = () => import('./row-menu-opened.tsx')
const Opened = lazy(async () => ({ default: (await loadOpened()).RowMenuOpened }))

/** What can be done with one row; each entry is a URL. */
export function RowMenu(props: RowMenuProps) {
  const { isWanted, trigger } = useOnDemand(loadOpened)
  const button = <RowMenuButton of={props.of} {...trigger} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Opened {...props} />
    </Suspense>
  )
}
