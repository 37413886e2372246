/** What to do about a finding, as a link to the page where it is done. */
import type { DiagnosisFinding } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'

type Step = DiagnosisFinding['nextSteps'][number]

export function NextStep({ step }: { readonly step: Step }) {
  const t = useText()
  const to = pathOf(step, useParam('instanceId'), useParam('group'))
  const { code, clientId, topic } = step
  const label =
    code === 'CHECK_CLIENT' && clientId === null
      ? t('diagnosis:step.CHECK_CLIENTS')
      : t(`diagnosis:step.${code}`, { clientId: clientId ?? '', topic: topic ?? '' })
  return <TextLink to={to}>{label}</TextLink>
}

function pathOf({ code, clientId, topic }: Step, instanceId: string, group: string): string {
  switch (code) {
    case 'CHECK_CLUSTER':
      return paths.clusters()
    case 'REPAIR_GROUP':
      return paths.groupRepair(instanceId, group)
    case 'REPAIR_TOPIC':
      return paths.topicRepair(instanceId, topic ?? '')
    case 'OPEN_TOPIC':
      return paths.topic(instanceId, topic ?? '')
    case 'START_CLIENT':
      return paths.group(instanceId, group, 'sample-code')
    case 'ALIGN_SUBSCRIPTIONS':
      return paths.group(instanceId, group, 'status')
    case 'CHECK_CLIENT':
      return clientPath(instanceId, group, clientId, 'information')
    case 'CHECK_STACK':
      return clientPath(instanceId, group, clientId, 'stack')
    case 'CHECK_QUEUES':
      return paths.group(instanceId, group, 'queues')
    case 'ADD_CLIENTS':
      return paths.group(instanceId, group, 'clients')
    case 'RESET_OFFSETS':
      return paths.offsetReset(instanceId, group)
    case 'CHECK_DEAD_LETTERS':
      return paths.group(instanceId, group, 'dead-letters')
    case 'ASK_OPERATOR':
      return paths.group(instanceId, group)
  }
}

function clientPath(
  instanceId: string,
  group: string,
  clientId: string | null,
  tab: 'information' | 'stack',
): string {
  return clientId === null
    ? paths.group(instanceId, group, 'clients')
    : paths.client(instanceId, group, clientId, tab)
}
