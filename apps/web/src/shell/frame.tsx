/** The frame around every page: header, navigation, content. */
import { AppShell, Burger, Group } from '@mantine/core'
import { useDisclosure, useHotkeys } from '@mantine/hooks'
import { lazy, Suspense, useEffect, useState } from 'react'
import { Outlet, useLocation, useNavigation } from 'react-router'
import { useText } from '../i18n/text.ts'
import { Brand } from './brand.tsx'
import classes from './frame.module.css'
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
    <AppShell
      header={{ height: 56 }}
      navbar={{ width: 220, breakpoint: 'sm', collapsed: { mobile: !isMenuOpen } }}
      padding="md"
    >
      <a href="#content" className={classes.skip}>
        {t('shell:skip')}
      </a>
      <AppShell.Header>
        <Group h="100%" px="md" gap="xs" wrap="nowrap" justify="space-between">
          <Group gap="xs" wrap="nowrap" style={{ minWidth: 0 }}>
            <Burger
              opened={isMenuOpen}
              onClick={menu.toggle}
              hiddenFrom="sm"
              size="sm"
              aria-label={t('shell:menu')}
              aria-expanded={isMenuOpen}
            />
            <Brand />
            <Suspense>
              <InstancePicker />
            </Suspense>
          </Group>
          <Group gap={4} wrap="nowrap">
            <PaletteButton onClick={openPalette} />
            <PreferencesButton />
            <UserMenu />
          </Group>
        </Group>
        <Progress />
      </AppShell.Header>
      <AppShell.Navbar p="xs">
        <NavigationLinks />
      </AppShell.Navbar>
      <AppShell.Main id="content" tabIndex={-1} style={{ outline: 'none' }}>
        <OfflineBanner />
        <Outlet />
      </AppShell.Main>
      {paletteOpenings > 0 && (
        <Suspense>
          <CommandPalette openings={paletteOpenings} />
        </Suspense>
      )}
    </AppShell>
  )
}

/** The next page is on its way. */
function Progress() {
  return useNavigation().state === 'loading' ? <div className={classes.progress} aria-hidden="true" /> : null
}
