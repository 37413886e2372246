/** Everything by name: pages, instances, and the topics and groups of the instance that is open. */
import '@mantine/spotlight/styles.css'
import { createSpotlight, Spotlight } from '@mantine/spotlight'
import { type KeyboardEvent, useEffect, useState } from 'react'
import { useNavigate } from 'react-router'
import { useText } from '../i18n/text.ts'
import { Icon } from '../ui/icon.tsx'
import { usePaletteTargets } from './palette-targets.ts'

const [store, palette] = createSpotlight()

/** @param props.openings counts the wishes to see it */
export function CommandPalette({ openings }: { readonly openings: number }) {
  const t = useText()
  const navigate = useNavigate()
  const [q, setQ] = useState('')
  const targets = usePaletteTargets(q.trim())
  // biome-ignore lint/correctness/useExhaustiveDependencies: each new wish opens it again
  useEffect(() => palette.open(), [openings])
  // What was found after the last keystroke is not selected yet: Enter takes the first of it.
  const takeFirst = (event: KeyboardEvent<HTMLInputElement>): void => {
    const isSelected = event.currentTarget.closest('[role=dialog]')?.querySelector('[data-selected]')
    const [first] = targets
    if (event.key !== 'Enter' || isSelected || !first) return
    palette.close()
    void navigate(first.to)
  }
  return (
    <Spotlight.Root
      store={store}
      query={q}
      onQueryChange={setQ}
      clearQueryOnClose
      shortcut={null}
      attributes={{ content: { 'aria-label': t('shell:palette') } }}
    >
      <Spotlight.Search
        aria-label={t('shell:palette')}
        placeholder={t('shell:palettePlaceholder')}
        leftSection={<Icon name="search" />}
        onKeyDown={takeFirst}
      />
      <Spotlight.ActionsList>
        {targets.map(({ label, kind, icon, to }) => (
          <Spotlight.Action
            key={to}
            label={label}
            description={kind}
            leftSection={<Icon name={icon} />}
            onClick={() => void navigate(to)}
          />
        ))}
        {targets.length === 0 && <Spotlight.Empty>{t('common:nothingFound')}</Spotlight.Empty>}
      </Spotlight.ActionsList>
    </Spotlight.Root>
  )
}
