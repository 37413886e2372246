import { MantineProvider } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { QueryClientProvider } from '@tanstack/react-query'
import { createBrowserRouter, RouterProvider } from 'react-router'
import { queryClient } from '../api/query-client.ts'
import { FormatProvider } from '../ui/format-context.tsx'
import { usePreferences } from './preferences.ts'
import { routes } from './routes.tsx'
import { cssVariables, theme } from './theme.ts'

const router = createBrowserRouter(routes)

export function App() {
  const { language, timeZone } = usePreferences()
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} defaultColorScheme="auto">
      <QueryClientProvider client={queryClient}>
        <FormatProvider language={language} timeZone={timeZone}>
          <Notifications position="bottom-right" autoClose={6_000} limit={4} />
          <RouterProvider router={router} />
        </FormatProvider>
      </QueryClientProvider>
    </MantineProvider>
  )
}
