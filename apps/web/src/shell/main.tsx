import './styles.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchPresence } from '../api/presence.ts'
import { startTexts } from '../i18n/text.ts'
import { App } from './app.tsx'
import { readPreferences } from './preferences.ts'

// Not awaited at the top level: the texts are in a file that itself waits for this one.
void start()

async function start(): Promise<void> {
  watchPresence()
  await startTexts(readPreferences().language)
  const root = document.getElementById('root')
  if (!root) return
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
