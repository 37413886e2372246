import { useText } from '../i18n/text.ts'
import { GrantForm, type GrantValues } from './grant-form.tsx'

const INITIAL: GrantValues = {
  granteeType: 'RAM_USER',
  grantee: '',
  authorisation: 'PUBLISH',
  groups: '',
  sourceIps: '',
}

export function GrantCreateForm() {
  const t = useText()
  return (
    <GrantForm
      title={t('access:grants.authorize')}
      submitLabel={t('access:grants.submit')}
      initialValues={INITIAL}
      isGranteeFixed={false}
    />
  )
}
