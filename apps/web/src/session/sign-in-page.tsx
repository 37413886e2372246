import { ApiError, sessionCreate, sessionView } from '@gantry/contract'
import { Button, Container, Paper, PasswordInput, Stack, TextInput } from '@mantine/core'
import { useNavigate, useSearchParams } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { queryClient } from '../api/query-client.ts'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { safeNext } from './safe-next.ts'

export function SignInPage() {
  const t = useText()
  const navigate = useNavigate()
  const [search] = useSearchParams()
  const { form, submit, isPending, failure } = useContractForm({
    endpoint: sessionCreate,
    initialValues: { username: '', password: '' },
    toInput: body => ({ body }),
    invalidates: [],
    onSuccess: ({ mustChangePassword }) => {
      // Whoever was signed in before may have left answers behind.
      queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionView.id })
      void queryClient.resetQueries({ queryKey: [sessionView.id] })
      void navigate(mustChangePassword ? paths.firstPassword() : safeNext(search.get('next')), {
        replace: true,
      })
    },
  })
  return (
    <Container size={420} py={64} component="main">
      <Paper withBorder p="lg">
        <Page title={t('session:signIn')}>
          <form onSubmit={submit} noValidate>
            <Stack>
              {failure && <Refused failure={failure} />}
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
      </Paper>
    </Container>
  )
}

/** Here "signed out" means that the password was wrong. */
function Refused({ failure }: { readonly failure: Error }) {
  const t = useText()
  const isWrong = failure instanceof ApiError && failure.problem?.code === 'UNAUTHENTICATED'
  if (!isWrong) return <FailureNotice failure={describeError(failure, t)} />
  return (
    <Notice tone="bad" title={t('session:wrong')}>
      {t('session:wrongNext')}
    </Notice>
  )
}
