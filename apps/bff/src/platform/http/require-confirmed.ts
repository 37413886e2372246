import { AppError } from './app-error.ts'

/**
 * What is deleted is named twice, so that nobody deletes by accident.
 * @throws AppError VALIDATION
 */
export function requireConfirmed(confirm: string, name: string): void {
  if (confirm === name) return
  const message = `Write ${name} here to delete it.`
  throw new AppError('VALIDATION', `confirm: ${message}`, {
    fields: [{ path: 'confirm', code: 'invalid', message }],
  })
}
