/** On the profile, in place of what the provider of the single sign-on keeps. */
import { Stack, Text, Title } from '@mantine/core'
import { useText } from '../../i18n/text.ts'

export function ProviderSection() {
  const t = useText()
  return (
    <Stack gap={4}>
      <Title order={2} size="h3">
        {t('session:signsInBy.singleSignOn')}
      </Title>
      <Text size="sm" c="dimmed">
        {t('oidc:keeps')}
      </Text>
    </Stack>
  )
}
