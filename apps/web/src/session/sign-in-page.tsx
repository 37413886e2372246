import { type Me, type SignInView, sessionCreate, signInView } from '@gantry/contract'
import { Container, Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { useContractForm } from '../form/use-contract-form.tsx'
import { useText } from '../i18n/text.ts'
import { Page } from '../ui/page.tsx'
import { Waiting } from '../ui/waiting.tsx'
import { CodeStep, isCodeNeeded } from './mfa/code-step.tsx'
import { WaysIn } from './oidc/ways-in.tsx'
import { type Credentials, PasswordSignIn } from './password-sign-in.tsx'
import { useEnter } from './use-enter.ts'

export function SignInPage() {
  const t = useText()
  const enter = useEnter()
  const [search] = useSearchParams()
  const next = search.get('next')
  const onDone = (me: Me): void => enter(me, next)
  const ways = useQuery(read(signInView, {}))
  const withPassword = useContractForm({
    endpoint: sessionCreate,
    initialValues: { username: '', password: '' } as Credentials,
    toInput: body => ({ body }),
    invalidates: [],
    onSuccess: onDone,
  })
  const { form, failure, dismiss } = withPassword
  return (
    <Container size={420} py={64} component="main">
      <Paper withBorder p="lg">
        {isCodeNeeded(failure) ? (
          <CodeStep credentials={form.values} onDone={onDone} onBack={dismiss} />
        ) : (
          <Page title={t('session:signIn')} description={t('session:product')}>
            {ways.isPending ? (
              <Waiting />
            ) : (
              <WaysIn ways={ways.data} next={next}>
                <PasswordSignIn {...withPassword} hasFocus={!isChoice(ways.data)} />
              </WaysIn>
            )}
          </Page>
        )}
      </Paper>
    </Container>
  )
}

/** Who leaves an empty field for the other way in is told that it is required. */
function isChoice(ways: SignInView | undefined): boolean {
  return ways?.singleSignOn != null && ways.passwordsOf === 'everybody'
}
