import '@mantine/core/styles/Notification.css'
import '@mantine/notifications/styles.css'
import { Notifications } from '@mantine/notifications'

export function NotificationArea() {
  return <Notifications position="bottom-right" autoClose={6_000} limit={4} />
}
