import { ApiError } from '@gantry/contract'
import { Container } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useEffect } from 'react'
import { Navigate, Outlet, useLocation } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { startLive } from '../api/live.ts'
import { sessionQuery } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Waiting } from '../ui/waiting.tsx'

/** Everything behind the sign-in: who is not signed in goes there and comes back. */
export function SessionGate() {
  const t = useText()
  const { pathname, search } = useLocation()
  const { data, error, refetch } = useQuery(sessionQuery)
  const code = error instanceof ApiError ? error.problem?.code : undefined
  if (code === 'UNAUTHENTICATED') return <Navigate to={paths.signIn(pathname + search)} replace />
  if (code === 'PASSWORD_CHANGE_REQUIRED' || data?.me.mustChangePassword) {
    return <Navigate to={paths.firstPassword()} replace />
  }
  if (code === 'MFA_BINDING_REQUIRED' || data?.me.mustBindMfa) {
    return <Navigate to={paths.mfaBindFirst()} replace />
  }
  if (data) return <SignedIn />
  if (!error) return <Waiting />
  return (
    <Container size="sm" py="xl" component="main">
      <FailureNotice failure={describeError(error, t)} onRetry={() => void refetch()} />
    </Container>
  )
}

function SignedIn() {
  useEffect(startLive, [])
  return <Outlet />
}
