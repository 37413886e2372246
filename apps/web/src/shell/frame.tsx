/** The frame around every page: header, navigation, content. */
import { Group } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation } from 'react-router'
import { useText } from '../i18n/text.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { Brand } from './brand.tsx'
import { CrashBoundary } from './crash-boundary.tsx'
import classes from './frame.module.css'
import { instanceIdOf } from './navigation.ts'
import { NavigationLinks } from './navigation-links.tsx'
import { OfflineBanner } from './offline-banner.tsx'
import { PaletteButton } from './palette-button.tsx'
import { PreferencesButton } from './preferences-button.tsx'
import { UserMenu } from './user-menu.tsx'

const CommandPalette = lazy(async () => ({ default: (await import('./command-palette.tsx')).CommandPalette }))
const InstancePicker = lazy(async () => ({ default: (await import('./instance-picker.tsx')).InstancePicker }))

export function Frame() {
  const t = useText()
  const [isMenuOpen, menu] = useDisclosure()
  const [paletteOpenings, setPaletteOpenings] = useState(0)
  const openPalette = (): void => setPaletteOpenings(openings => openings + 1)
  useHotkeys([['mod+K', openPalette]], [])
  const { pathname } = useLocation()
  // biome-ignore lint/correctness/useExhaustiveDependencies: another page closes the menu of small screens
  useEffect(menu.close, [pathname])
  return (
    <div className={classes.frame}>
      <a href="#content" className={classes.skip}>
        {t('shell:skip')}
      </a>
      <header className={classes.header}>
        <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
          <IconButton
            icon="menu"
            className={classes.menuButton}
            onClick={menu.toggle}
            aria-label={t('shell:menu')}
            aria-expanded={isMenuOpen}
            aria-controls="navigation"
          />
          <Brand />
          {instanceIdOf(pathname) !== undefined && (
            <Suspense>
              <InstancePicker />
            </Suspense>
          )}
        </Group>
        <Group gap={4} wrap="nowrap">
          <PaletteButton onClick={openPalette} />
          <PreferencesButton />
          <UserMenu />
        </Group>
      </header>
      <div id="navigation" className={classes.navigation} data-open={isMenuOpen}>
        <NavigationLinks />
      </div>
      <main id="content" className={classes.content} tabIndex={-1}>
        <OfflineBanner />
        <CrashBoundary resetKey={pathname}>
          <Suspense fallback={<Waiting />}>
            <Outlet />
          </Suspense>
        </CrashBoundary>
      </main>
      {paletteOpenings > 0 && (
        <Suspense>
          <CommandPalette openings={paletteOpenings} />
        </Suspense>
      )}
    </div>
  )
}
