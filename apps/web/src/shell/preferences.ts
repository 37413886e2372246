/** How this person likes the page; kept by the browser, since it says nothing about what is shown. */
import { useSyncExternalStore } from 'react'
import { z } from 'zod'
import { LANGUAGES } from '../i18n/catalogue.ts'
import { switchLanguage } from '../i18n/text.ts'

const preferences = z.object({ language: z.enum(LANGUAGES), timeZone: z.enum(['UTC', 'local']) })
export type Preferences = z.infer<typeof preferences>

const STORAGE_KEY = 'gantry.preferences'
const listeners = new Set<() => void>()
let current: Preferences | undefined

export function readPreferences(): Preferences {
  current ??= stored() ?? { language: languageOfBrowser(), timeZone: 'local' }
  return current
}

export async function changePreferences(change: Partial<Preferences>): Promise<void> {
  const next = { ...readPreferences(), ...change }
  await show(next)
  try {
    localStorage.setItem(STORAGE_KEY, JSON.stringify(next))
  } catch {
    // A browser that keeps nothing still shows the page as wished until it is closed.
  }
}

/** What is chosen in one tab shows in all of them. */
export function followOtherTabs(): void {
  addEventListener('storage', ({ key }) => {
    const next = key === STORAGE_KEY ? stored() : undefined
    // Texts that cannot be loaded now: this tab stays as it is until it is loaded again.
    if (next) show(next).catch(() => undefined)
  })
}

async function show(next: Preferences): Promise<void> {
  if (next.language !== current?.language) await switchLanguage(next.language)
  current = next
  for (const listener of listeners) listener()
}

export function usePreferences(): Preferences {
  return useSyncExternalStore(subscribe, readPreferences)
}

function stored(): Preferences | undefined {
  try {
    return preferences.safeParse(JSON.parse(localStorage.getItem(STORAGE_KEY) ?? '')).data
  } catch {
    return undefined
  }
}

function languageOfBrowser(): Preferences['language'] {
  return navigator.language.toLowerCase().startsWith('zh') ? 'zh' : 'en'
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
