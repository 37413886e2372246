import { passwordChange, sessionView } from '@gantry/contract'
import { PasswordInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { type ContractForm, useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { notifyDone } from '../ui/notify.ts'
import { CurrentPasswordField } from './current-password-field.tsx'

interface Passwords extends Record<string, unknown> {
  currentPassword: string
  newPassword: string
}

export function usePasswordForm(onDone: () => void): ContractForm<Passwords> {
  const t = useText()
  return useContractForm({
    endpoint: passwordChange,
    initialValues: { currentPassword: '', newPassword: '' } as Passwords,
    toInput: body => ({ body }),
    check: ({ currentPassword, newPassword }) => ({
      newPassword:
        newPassword !== '' && newPassword === currentPassword
          ? { code: 'passwordUnchanged', params: {} }
          : undefined,
    }),
    invalidates: [sessionView],
    onSuccess: () => {
      notifyDone(t('session:passwordForm.done'))
      onDone()
    },
  })
}

interface PasswordFieldsProps {
  readonly form: UseFormReturnType<Passwords>
  /** The one to be replaced is the one-time password, and the fields are what the page is for. */
  readonly isFirst?: boolean
}

export function PasswordFields({ form, isFirst = false }: PasswordFieldsProps) {
  const t = useText()
  return (
    <>
      <CurrentPasswordField
        autoFocus={isFirst}
        {...(isFirst && { description: t('session:firstPassword.current') })}
        {...form.getInputProps('currentPassword')}
      />
      <PasswordInput
        label={t('session:passwordForm.next')}
        description={t('session:passwordForm.rule')}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        autoComplete="new-password"
        required
        {...form.getInputProps('newPassword')}
      />
    </>
  )
}
