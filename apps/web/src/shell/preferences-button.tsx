import { lazy, Suspense } from 'react'
import { useText } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useOnDemand } from '../ui/use-on-demand.ts'

const loadOpened = () => import('./preferences-opened.tsx')
const Opened = lazy(async () => ({ default: (await loadOpened()).PreferencesOpened }))

export function PreferencesButton() {
  const t = useText()
  const { isWanted, trigger } = useOnDemand(loadOpened)
  const button = <IconButton icon="settings" aria-label={t('shell:preferences')} {...trigger} />
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <Opened />
    </Suspense>
  )
}
