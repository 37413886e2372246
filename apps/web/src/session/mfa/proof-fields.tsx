/** Password and code once more, for what a page left open must not do. */
import type { UseFormReturnType } from '@mantine/form'
import { CurrentPasswordField } from '../current-password-field.tsx'
import { CodeField } from './code-field.tsx'

export interface Proof extends Record<string, unknown> {
  currentPassword: string
  code: string
}

export const NO_PROOF: Proof = { currentPassword: '', code: '' }

export function ProofFields({ form }: { readonly form: UseFormReturnType<Proof> }) {
  return (
    <>
      <CurrentPasswordField {...form.getInputProps('currentPassword')} />
      <CodeField {...form.getInputProps('code')} />
    </>
  )
}
