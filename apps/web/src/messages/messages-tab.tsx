/** Messages of a topic: how to search, and what was found. The whole search stands in the URL. */
import { topicView } from '@gantry/contract'
import { Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { useSearchParams } from 'react-router'
import { read } from '../api/read.ts'
import { useText } from '../i18n/text.ts'
import { RouteTabs } from '../links/route-tabs.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { MessageResults } from './message-results.tsx'
import { MessageSearchForm } from './message-search-form.tsx'
import { MessageTail } from './message-tail.tsx'
import { queryOf, WAYS, wayOf } from './search-params.ts'

export function MessagesTab() {
  const t = useText()
  const instanceId = useParam('instanceId')
  const topic = useParam('topic')
  const { data } = useQuery(read(topicView, { params: { instanceId, topic } }))
  const [search] = useSearchParams()
  const way = wayOf(search)
  const query = queryOf(search)
  const question = JSON.stringify(query)
  if (data?.topic.granted === 'PUBLISH') {
    return <EmptyState icon="search" title={t('topics:onlyPublish')} body={t('topics:onlyPublishBody')} />
  }
  return (
    <Stack gap="md">
      <RouteTabs
        label={t('messages:search.by')}
        tabs={WAYS.map(by => ({
          label: t(`messages:search.${by}`),
          to: paths.messages(instanceId, topic, { by }),
          isCurrent: by === way,
        }))}
      />
      <MessageSearchForm key={search.toString()} way={way} />
      {query === undefined && (
        <EmptyState icon="search" title={t('messages:search.begin')} body={t('messages:search.beginBody')} />
      )}
      {query && way === 'tail' && <MessageTail key={question} query={query} />}
      {query && way !== 'tail' && <MessageResults key={question} way={way} query={query} />}
    </Stack>
  )
}
