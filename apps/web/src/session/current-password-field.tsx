/** The password once more, where a page that was left open is not enough. */
import { PasswordInput, type PasswordInputProps } from '@mantine/core'
import { useText } from '../i18n/text.ts'

export function CurrentPasswordField(input: PasswordInputProps) {
  const t = useText()
  return (
    <PasswordInput
      label={t('session:passwordForm.current')}
      autoComplete="current-password"
      required
      data-autofocus
      {...input}
    />
  )
}
