/** Evidence about where something is: brokers, clients, who holds which queues. */
import type { DiagnosisEvidence } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { Figure } from '../ui/figure.tsx'
import { SmallTable } from '../ui/small-table.tsx'

type Kind<K extends DiagnosisEvidence['kind']> = Extract<DiagnosisEvidence, { kind: K }>

interface Titled {
  readonly title: string
}

export function BrokerTable({ title, brokers }: Titled & Pick<Kind<'brokers'>, 'brokers'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('diagnosis:field.broker') },
        { label: t('diagnosis:field.address') },
        { label: t('diagnosis:field.message') },
      ]}
      rows={brokers.map(({ brokerName, brokerAddr, message }) => ({
        key: brokerName,
        cells: [brokerName, brokerAddr || '–', message],
      }))}
    />
  )
}

export function ClientTable({ title, clients }: Titled & Pick<Kind<'clients'>, 'clients'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:client.clientId') },
        { label: t('consumers:client.clientAddr') },
        { label: t('consumers:client.host') },
        { label: t('consumers:client.processId') },
        { label: t('consumers:client.language') },
        { label: t('consumers:field.accumulated') },
      ]}
      rows={clients.map(({ clientId, clientAddr, host, processId, language, release, accumulated }) => ({
        key: clientId,
        cells: [
          <ClientLink key="client" clientId={clientId} />,
          clientAddr,
          host ?? '–',
          processId ?? '–',
          release === null ? language : `${language} ${release}`,
          <Figure key="accumulated" value={accumulated} />,
        ],
      }))}
    />
  )
}

export function HolderTable({ title, holders }: Titled & Pick<Kind<'holders'>, 'holders'>) {
  const t = useText()
  return (
    <SmallTable
      title={title}
      head={[
        { label: t('consumers:client.clientId') },
        { label: t('consumers:client.clientAddr') },
        { label: t('consumers:topic') },
        { label: t('diagnosis:field.broker') },
        { label: t('diagnosis:field.queueIds') },
      ]}
      rows={holders.map(({ clientId, clientAddr, topic, brokerName, queueIds }) => ({
        key: `${clientId} ${topic} ${brokerName}`,
        cells: [
          <ClientLink key="client" clientId={clientId} />,
          clientAddr,
          topic,
          brokerName,
          queueIds.join(', '),
        ],
      }))}
    />
  )
}

export function ClientLink({ clientId }: { readonly clientId: string }) {
  const to = paths.client(useParam('instanceId'), useParam('group'), clientId)
  return <TextLink to={to}>{clientId}</TextLink>
}
