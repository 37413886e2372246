import { deadLetterResendList } from '@gantry/contract'
import { useLiveQuery } from '../api/use-live-query.ts'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { SmallTable } from '../ui/small-table.tsx'
import { Time } from '../ui/time.tsx'
import { OutcomeCounts, ResendState } from './resend-state.tsx'

/** Resends of the last days: closing a page changes nothing about them. */
export function RecentResends() {
  const t = useText()
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const { data } = useLiveQuery(deadLetterResendList, { params, query: { limit: 10 } })
  return (
    <SmallTable
      title={t('deadletters:resend.recent')}
      head={[
        { label: t('deadletters:resend.createdAt') },
        { label: t('deadletters:resend.state') },
        { label: t('deadletters:resend.counts') },
        { label: t('deadletters:resend.by') },
      ]}
      rows={(data?.items ?? []).map(resend => ({
        key: resend.resendId,
        cells: [
          <TextLink key="at" to={paths.deadLetterResend(params.instanceId, params.group, resend.resendId)}>
            <Time at={resend.createdAt} />
          </TextLink>,
          <ResendState key="state" state={resend.state} />,
          <OutcomeCounts key="counts" counts={resend.counts} />,
          resend.username,
        ],
      }))}
    />
  )
}
