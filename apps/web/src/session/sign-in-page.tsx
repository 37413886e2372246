import { type Me, sessionCreate, sessionView } from '@gantry/contract'
import { Button, Container, Paper, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useNavigate, useSearchParams } from 'react-router'
import { queryClient } from '../api/query-client.ts'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { Page } from '../ui/page.tsx'
import { CodeStep, isCodeNeeded } from './mfa/code-step.tsx'
import { safeNext } from './safe-next.ts'
import { SignInRefused } from './sign-in-refused.tsx'

export function SignInPage() {
  const t = useText()
  const enter = useEnter()
  const { form, submit, isPending, failure, dismiss } = useContractForm({
    endpoint: sessionCreate,
    initialValues: { username: '', password: '' },
    toInput: body => ({ body }),
    invalidates: [],
    onSuccess: enter,
  })
  return (
    <Container size={420} py={64} component="main">
      <Paper withBorder p="lg">
        {isCodeNeeded(failure) ? (
          <CodeStep credentials={form.values} onDone={enter} onBack={dismiss} />
        ) : (
          <Page title={t('session:signIn')}>
            <form onSubmit={submit} noValidate>
              <Stack>
                {failure && <SignInRefused failure={failure} />}
                <TextInput
                  label={t('session:username')}
                  autoComplete="username"
                  autoCapitalize="none"
                  spellCheck={false}
                  required
                  autoFocus
                  {...form.getInputProps('username')}
                />
                <PasswordInput
                  label={t('session:password')}
                  autoComplete="current-password"
                  required
                  {...form.getInputProps('password')}
                />
                <Button type="submit" loading={isPending}>
                  {t('session:signIn')}
                </Button>
              </Stack>
            </form>
          </Page>
        )}
      </Paper>
    </Container>
  )
}

function useEnter(): (me: Me) => void {
  const navigate = useNavigate()
  const [search] = useSearchParams()
  return ({ mustChangePassword }) => {
    // Whoever was signed in before may have left answers behind.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionView.id })
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
    const next = mustChangePassword ? paths.firstPassword() : safeNext(search.get('next'))
    void navigate(next, { replace: true })
  }
}
