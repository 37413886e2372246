import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import { MantineThemeProvider, Notification } from '@mantine/core'
import { Notifications } from '@mantine/notifications'
import { useText } from '../i18n/text.ts'

export function NotificationArea() {
  const t = useText()
  // Mantine's button has a cross alone, which nobody can hear.
  const closeButtonProps = { 'aria-label': t('common:close') }
  const components = { Notification: Notification.extend({ defaultProps: { closeButtonProps } }) }
  return (
    <MantineThemeProvider inherit theme={{ components }}>
      <Notifications position="bottom-right" autoClose={6_000} limit={4} />
    </MantineThemeProvider>
  )
}
