import './styles.ts'
import { StrictMode } from 'react'
import { createRoot } from 'react-dom/client'
import { watchPresence } from '../api/presence.ts'
import { startTexts } from '../i18n/text.ts'
import { App } from './app.tsx'
import { readPreferences } from './preferences.ts'

watchPresence()
await startTexts(readPreferences().language)

const root = document.getElementById('root')
if (root) {
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  )
}
