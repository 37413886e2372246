/** Password and code once more, for what a page left open must not do. */
import { PasswordInput } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useText } from '../../i18n/text.ts'
import { CodeField } from './code-field.tsx'

export interface Proof extends Record<string, unknown> {
  currentPassword: string
  code: string
}

export const NO_PROOF: Proof = { currentPassword: '', code: '' }

export function ProofFields({ form }: { readonly form: UseFormReturnType<Proof> }) {
  const t = useText()
  return (
    <>
      <PasswordInput
        label={t('session:passwordForm.current')}
        autoComplete="current-password"
        required
        data-autofocus
        {...form.getInputProps('currentPassword')}
      />
      <CodeField {...form.getInputProps('code')} />
    </>
  )
}
