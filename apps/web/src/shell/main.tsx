import './styles.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchPresence } from '../api/presence.ts'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import { startTexts } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { App } from './app.tsx'
import { reloadForLostParts } from './lost-parts.ts'
import { preloadPage } from './pages.tsx'
import { followOtherTabs, readPreferences } from './preferences.ts'

// Not awaited at the top level: the texts are in a file that itself waits for this one.
void start()

async function start(): Promise<void> {
  watchPresence()
  followOtherTabs()
  reloadForLostParts()
  // Beside the texts, not after them. A visitor who has yet to sign in needs no page.
  const address = location.pathname === '/' ? paths.overview() : location.pathname
  queryClient.fetchQuery(sessionQuery).then(
    () => preloadPage(address),
    () => undefined,
  )
  await startTexts(readPreferences().language)
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
