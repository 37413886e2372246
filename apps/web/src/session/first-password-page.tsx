import { sessionDelete, sessionView } from '@gantry/contract'
import { Button, Container, Paper, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Navigate, useNavigate } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { queryClient } from '../api/query-client.ts'
import { sessionQuery } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Page } from '../ui/page.tsx'
import { PasswordFields, usePasswordForm } from './password-fields.tsx'

/** The only page there is until the first password has been changed. */
export function FirstPasswordPage() {
  const t = useText()
  const navigate = useNavigate()
  const { data, error } = useQuery(sessionQuery)
  const { form, submit, isPending, failure } = usePasswordForm(() => {
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
    void navigate(paths.home(), { replace: true })
  })
  const signOut = useChange(sessionDelete, { invalidates: [] })
  const leave = (): void => {
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
    void navigate(paths.signIn(), { replace: true })
  }
  if (error) return <Navigate to={paths.signIn()} replace />
  if (data && !data.me.mustChangePassword) return <Navigate to={paths.home()} replace />
  return (
    <Container size={480} py={64} component="main">
      <Paper withBorder p="lg">
        <Page title={t('session:firstPassword.title')} description={t('session:firstPassword.about')}>
          <form onSubmit={submit} noValidate>
            <Stack>
              {failure && <FailureNotice failure={describeError(failure, t)} />}
              <PasswordFields form={form} isFirst />
              <Button type="submit" loading={isPending} disabled={!data}>
                {t('session:firstPassword.submit')}
              </Button>
              <Button variant="default" onClick={() => signOut.mutate({}, { onSettled: leave })}>
                {t('session:signOut')}
              </Button>
            </Stack>
          </form>
        </Page>
      </Paper>
    </Container>
  )
}
