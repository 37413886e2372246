/** After the sign-out of somebody who is signed in at the provider still. */
import { oidcSignOutView } from '@gantry/contract'
import { Button, Container, Group, Paper } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/read.ts'
import { useText } from '../../i18n/text.ts'
import { LinkButton } from '../../links/link-button.tsx'
import { paths } from '../../paths.ts'
import { Page } from '../../ui/page.tsx'

export function SignedOutPage() {
  const t = useText()
  const { data } = useQuery(read(oidcSignOutView, {}))
  return (
    <Container size={520} py={64} component="main">
      <Paper withBorder p="lg">
        <Page title={t('oidc:signedOut.title')} description={t('oidc:signedOut.about')}>
          <Group gap="xs">
            <LinkButton to={paths.signIn()}>{t('oidc:back')}</LinkButton>
            {data?.url && (
              <Button variant="default" component="a" href={data.url}>
                {t('oidc:signedOut.there')}
              </Button>
            )}
          </Group>
        </Page>
      </Paper>
    </Container>
  )
}
