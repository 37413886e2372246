/** Topics that the person was granted, and what programs that use them are configured with. */
import { type OwnGrant, ownGrantList } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { paths } from '../paths.ts'
import { Copyable } from '../ui/copyable.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { Authorisation } from './authorisation.tsx'
import { Sources } from './sources.tsx'

const HEAD = ['topic', 'authorisation', 'groups', 'sources', 'namespace', 'address'] as const

export function OwnGrants() {
  const t = useText()
  const { data } = useQuery(read(ownGrantList, {}))
  const copyable = (value: string, label: string) => <Copyable key={label} value={value} label={label} />
  const cellsOf = (grant: OwnGrant) => {
    const { instanceId, topic, authorisation, sourceIps, namespace, plainAddress } = grant
    return [
      <TextLink key="topic" to={paths.topic(instanceId, topic)}>
        {topic}
      </TextLink>,
      <Authorisation key="authorisation" authorisation={authorisation} />,
      <Groups key="groups" {...grant} />,
      <Sources key="sources" sourceIps={sourceIps} />,
      namespace === null ? '–' : copyable(namespace, t('access:own.namespace')),
      copyable(plainAddress, t('access:own.address')),
    ]
  }
  return (
    <SmallTable
      title={t('access:own.title')}
      head={HEAD.map(name => ({ label: t(`access:own.${name}`) }))}
      rows={(data?.items ?? []).map(grant => ({ key: grant.grantId, cells: cellsOf(grant) }))}
    />
  )
}

/** Without one a program cannot consume. */
function Groups({ instanceId, authorisation, groups }: OwnGrant) {
  const t = useText()
  if (groups.length > 0) return groups.join(', ')
  if (authorisation === 'PUBLISH') return '–'
  return <TextLink to={paths.groupCreate(instanceId)}>{t('groups:create.title')}</TextLink>
}
