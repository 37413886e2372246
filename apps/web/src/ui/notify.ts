import { notifications } from '@mantine/notifications'

/** Says that something went through. What went wrong is said where it was asked for instead. */
export function notifyDone(message: string): void {
  notifications.show({ message, color: 'green' })
}

/** Says why something cannot be done now. */
export function notifyRefused(message: string): void {
  notifications.show({ message, color: 'yellow' })
}
