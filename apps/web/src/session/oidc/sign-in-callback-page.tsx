/** Where the provider sends the browser back to. What it says goes to the server once, and out of the address. */
import { sessionOidcCreate } from '@gantry/contract'
import { Container, Paper } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { Navigate, useLocation, useNavigate } from 'react-router'
import { describeError } from '../../api/describe-error.ts'
import { useChange } from '../../api/use-change.ts'
import { useText } from '../../i18n/text.ts'
import { LinkButton } from '../../links/link-button.tsx'
import { paths } from '../../paths.ts'
import { FailureNotice } from '../../ui/failure-notice.tsx'
import { Page } from '../../ui/page.tsx'
import { Waiting } from '../../ui/waiting.tsx'
import { useEnter } from '../use-enter.ts'

export function SignInCallbackPage() {
  const t = useText()
  const { search } = useLocation()
  const [query] = useState(() => search.slice(1))
  const error = useSignIn(query)
  if (query === '') return <Navigate to={paths.signIn()} replace />
  if (!error) return <Waiting />
  return (
    <Container size={520} py={64} component="main">
      <Paper withBorder p="lg">
        <Page title={t('session:signIn')}>
          <FailureNotice failure={describeError(error, t)} />
          <LinkButton to={paths.signIn()}>{t('oidc:back')}</LinkButton>
        </Page>
      </Paper>
    </Container>
  )
}

/** @returns why it came to nothing */
function useSignIn(query: string): Error | null {
  const navigate = useNavigate()
  const enter = useEnter()
  const isSent = useRef(false)
  const { mutate, error } = useChange(sessionOidcCreate, {
    invalidates: [],
    onSuccess: ({ me, next }) => enter(me, next),
  })
  useEffect(() => {
    if (query === '' || isSent.current) return
    isSent.current = true
    mutate({ body: { query } })
    void navigate(paths.signInCallback(), { replace: true })
  }, [query, mutate, navigate])
  return error
}
