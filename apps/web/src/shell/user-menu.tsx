import { lazy, Suspense } from 'react'
import { useText } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useOnDemand } from '../ui/use-on-demand.ts'

const loadOpened = () => import('./user-menu-opened.tsx')
const Opened = lazy(async () => ({ default: (await loadOpened()).UserMenuOpened }))

export function UserMenu() {
  const t = useText()
  const { isWanted, trigger } = useOnDemand(loadOpened)
  const button = <IconButton icon="user" aria-label={t('shell:userMenu')} {...trigger} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Opened />
    </Suspense>
  )
}
