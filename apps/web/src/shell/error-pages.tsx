import { Button, Container, Group } from '@mantine/core'
import { useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { Page } from '../ui/page.tsx'

export function NotFoundPage() {
  const t = useText()
  return (
    <Page title={t('shell:notFound')}>
      <EmptyState
        icon="search"
        title={t('shell:notFoundTitle')}
        body={t('shell:notFoundBody')}
        action={<LinkButton to={paths.home()}>{t('shell:home')}</LinkButton>}
      />
    </Page>
  )
}

/** A page broke. What exactly is for the browser's console; people get a way on. */
export function CrashPage({ error }: { readonly error: unknown }) {
  const t = useText()
  // After an update of the console the parts of the old page are gone.
  const isOutdated = error instanceof TypeError && /import|module/i.test(error.message)
  const title = t(isOutdated ? 'shell:outdated' : 'shell:crash')
  return (
    <Container size="sm" py="xl">
      <Page title={title}>
        <EmptyState
          icon="warning"
          title={title}
          body={t(isOutdated ? 'shell:outdatedBody' : 'shell:crashBody')}
          action={
            <Group>
              <Button onClick={() => location.reload()}>{t('shell:reload')}</Button>
              <Button variant="default" component="a" href={paths.home()}>
                {t('shell:home')}
              </Button>
            </Group>
          }
        />
      </Page>
    </Container>
  )
}
