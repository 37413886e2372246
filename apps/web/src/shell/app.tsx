import { MantineProvider } from '@mantine/core'
import { QueryClientProvider } from '@tanstack/react-query'
import { lazy, Suspense } from 'react'
import { BrowserRouter } from 'react-router'
import { queryClient } from '../api/query-client.ts'
import { FormatProvider } from '../ui/format-context.tsx'
import { usePreferences } from './preferences.ts'
import { Routes } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

// The page is drawn first; what is to be said meanwhile waits in the store.
const Notifications = lazy(async () => ({ default: (await import('./notifications.tsx')).NotificationArea }))

export function App() {
  const { language, timeZone } = usePreferences()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <FormatProvider language={language} timeZone={timeZone}>
          <BrowserRouter>
            <Routes />
          </BrowserRouter>
          <Suspense>
            <Notifications />
          </Suspense>
        </FormatProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
