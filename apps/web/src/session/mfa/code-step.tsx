/** The second step of the sign-in. Name and password wait in the first one's form, and are sent once more. */
import { ApiError, type Me, sessionMfaCreate } from '@gantry/contract'
import { Button, Stack } from '@mantine/core'
import { useContractForm } from '../../form/use-contract-form.tsx'
import { useText } from '../../i18n/text.ts'
import { Page } from '../../ui/page.tsx'
import { SignInButton } from '../sign-in-button.tsx'
import { SignInRefused } from '../sign-in-refused.tsx'
import { CodeField } from './code-field.tsx'

interface CodeStepProps {
  readonly credentials: { readonly username: string; readonly password: string }
  readonly onDone: (me: Me) => void
  readonly onBack: () => void
}

export function CodeStep({ credentials, onDone, onBack }: CodeStepProps) {
  const t = useText()
  const { form, submit, isPending, failure } = useContractForm({
    endpoint: sessionMfaCreate,
    initialValues: { code: '' },
    toInput: ({ code }) => ({ body: { ...credentials, code } }),
    invalidates: [],
    onSuccess: onDone,
  })
  return (
    <Page title={t('mfa:signIn.title')} description={t('mfa:signIn.about')}>
      <form onSubmit={submit} noValidate>
        <Stack>
          {failure && <SignInRefused failure={failure} />}
          <CodeField autoFocus {...form.getInputProps('code')} />
          <SignInButton isPending={isPending} failure={failure} />
          <Button variant="subtle" onClick={onBack}>
            {t('mfa:signIn.back')}
          </Button>
        </Stack>
      </form>
    </Page>
  )
}

export function isCodeNeeded(failure: Error | null): boolean {
  return failure instanceof ApiError && failure.problem?.code === 'MFA_REQUIRED'
}
