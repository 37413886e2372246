/** Topics that were granted to the person: where they are, whose they are, and what to do with them first. */
import { type Instance, type OwnGrant, ownGrantList } from '@gantry/contract'
import { Stack, Text } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { SmallTable } from '../ui/small-table.tsx'

export function GrantedTopics({ instances }: { readonly instances: readonly Instance[] }) {
  const t = useText()
  const { data } = useQuery(read(ownGrantList, {}))
  const grants = data?.items ?? []
  if (grants.length === 0) return null
  const byId = new Map(instances.map(instance => [instance.instanceId, instance]))
  return (
    <Stack gap={4}>
      <SmallTable
        title={t('access:own.title')}
        head={[
          t('overview:topic'),
          t('access:own.authorisation'),
          t('access:own.groups'),
          t('overview:instance'),
          t('overview:owner'),
        ].map(label => ({ label }))}
        rows={grants.map(grant => ({
          key: grant.grantId,
          cells: [
            <TextLink key="topic" to={paths.topic(grant.instanceId, grant.topic)}>
              {grant.topic}
            </TextLink>,
            t(`access:grants.may.${grant.authorisation}`),
            <Groups key="groups" grant={grant} />,
            <TextLink key="instance" to={paths.topics(grant.instanceId)}>
              {byId.get(grant.instanceId)?.name ?? grant.instanceId}
            </TextLink>,
            byId.get(grant.instanceId)?.accountId ?? '–',
          ],
        }))}
      />
      <Text size="sm">
        <TextLink to={paths.accessKeys()}>{t('overview:programs')}</TextLink>
      </Text>
    </Stack>
  )
}

function Groups({ grant: { instanceId, authorisation, groups } }: { readonly grant: OwnGrant }) {
  const t = useText()
  if (groups.length > 0) {
    return groups.map((group, index) => (
      <span key={group}>
        {index > 0 && ', '}
        <TextLink to={paths.group(instanceId, group)}>{group}</TextLink>
      </span>
    ))
  }
  if (authorisation === 'PUBLISH') return '–'
  return <TextLink to={paths.groupCreate(instanceId)}>{t('groups:create.title')}</TextLink>
}
