import { PasswordInput, Stack, TextInput } from '@mantine/core'
import type { ContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { SignInButton } from './sign-in-button.tsx'
import { SignInRefused } from './sign-in-refused.tsx'

export interface Credentials extends Record<string, unknown> {
  username: string
  password: string
}

interface PasswordSignInProps extends ContractForm<Credentials> {
  readonly hasFocus: boolean
}

export function PasswordSignIn({ form, submit, isPending, failure, hasFocus }: PasswordSignInProps) {
  const t = useText()
  return (
    <form onSubmit={submit} noValidate>
      <Stack>
        {failure && <SignInRefused failure={failure} />}
        <TextInput
          label={t('session:username')}
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          autoFocus={hasFocus}
          {...form.getInputProps('username')}
        />
        <PasswordInput
          label={t('session:password')}
          autoComplete="current-password"
          required
          {...form.getInputProps('password')}
        />
        <SignInButton isPending={isPending} failure={failure} />
      </Stack>
    </form>
  )
}
