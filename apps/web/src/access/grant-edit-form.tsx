import { grantList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { GrantForm } from './grant-form.tsx'

/** Another grant for the same grantee takes the place of the first. */
export function GrantEditForm() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), topic: useParam('topic') }
  const grantId = useParam('grantId')
  const { data } = useQuery(read(grantList, { params }))
  const grant = data?.items.find(each => each.grantId === grantId)
  if (!grant) return null
  const { granteeType, grantee, authorisation, groups, sourceIps } = grant
  const initialValues = {
    granteeType,
    grantee,
    authorisation,
    groups: groups.join(' '),
    sourceIps: sourceIps.join(' '),
  }
  return (
    <GrantForm
      title={t('access:grants.edit')}
      submitLabel={t('common:save')}
      initialValues={initialValues}
      isGranteeFixed
    />
  )
}
