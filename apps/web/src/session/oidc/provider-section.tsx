/** On the profile, in place of what the provider of the single sign-on keeps. */
import { useText } from '../../i18n/text.ts'
import { SectionHead } from '../../ui/section-head.tsx'

export function ProviderSection() {
  const t = useText()
  return <SectionHead title={t('session:signsInBy.singleSignOn')} about={t('oidc:keeps')} />
}
