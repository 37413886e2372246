import { notifications } from '@mantine/notifications'

/** Says that something went through. What went wrong is said where it was asked for instead. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green' })
}
