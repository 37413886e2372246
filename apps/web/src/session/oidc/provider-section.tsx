/** On the profile, in place of what the provider of the single sign-on keeps. */
import { useSession } from '../../api/session.ts'
import { useText } from '../../i18n/text.ts'
import { SectionHead } from '../../ui/section-head.tsx'

export function ProviderSection() {
  const t = useText()
  const days = useSession()?.tokensRestAfterDays ?? null
  const tokens = days === null ? '' : ` ${t('oidc:tokensRest', { days })}`
  return <SectionHead title={t('session:signsInBy.singleSignOn')} about={t('oidc:keeps') + tokens} />
}
