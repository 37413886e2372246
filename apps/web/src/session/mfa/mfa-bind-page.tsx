import { sessionDelete, sessionView } from '@gantry/contract'
import { Container, Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import { Navigate, useNavigate } from 'react-router'
import { queryClient } from '../../api/query-client.ts'
import { sessionQuery } from '../../api/session.ts'
import { useChange } from '../../api/use-change.ts'
import { useText } from '../../i18n/text.ts'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'
import { DeviceBinding } from './device-binding.tsx'
import { RecoveryCodeList } from './recovery-code-list.tsx'

/** The only page there is for who must bind a device. The session ends with it: what is left is to sign in with a code. */
export function MfaBindPage() {
  const t = useText()
  const navigate = useNavigate()
  const [codes, setCodes] = useState<readonly string[]>()
  const { data, error } = useQuery({ ...sessionQuery, enabled: codes === undefined })
  const signOut = useChange(sessionDelete, { invalidates: [] })
  const leave = (): void => {
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
    void navigate(paths.signIn(), { replace: true })
  }
  // The codes stay on the page, whatever has become of the session.
  if (!codes && error) return <Navigate to={paths.signIn()} replace />
  if (!codes && data && !data.me.mustBindMfa) return <Navigate to={paths.home()} replace />
  return (
    <Container size={520} py={64} component="main">
      <Paper withBorder p="lg">
        <Page title={t('mfa:bind.title')} description={codes ? undefined : t('mfa:bind.forced')}>
          {codes ? (
            <RecoveryCodeList codes={codes} doneLabel={t('mfa:recovery.signInAgain')} onDone={leave} />
          ) : (
            <DeviceBinding
              cancelLabel={t('session:signOut')}
              onCancel={() => signOut.mutate({}, { onSettled: leave })}
              onBound={setCodes}
            />
          )}
        </Page>
      </Paper>
    </Container>
  )
}
