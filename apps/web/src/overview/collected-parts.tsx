/** What has changed, out of the collected minutes. Each line leads to where it is looked into. */
import type { overviewView, ResponseOf } from '@gantry/contract'
import { useText } from '../i18n/text.ts'
import { TextLink } from '../links/text-link.tsx'
import { type GroupTab, paths } from '../paths.ts'
import { Figure } from '../ui/figure.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Part } from './part.tsx'

type Overview = ResponseOf<typeof overviewView>

export function GrowingLagPart({ part }: { readonly part: Overview['growingLag'] }) {
  const t = useText()
  const { duration } = useFormat()
  return (
    <Part
      title={t('overview:growingLag')}
      about={t('overview:growingAbout', { minutes: part.minutes })}
      asOf={part.asOf}
      more={part.more}
      none={t('overview:noneGrowing')}
      head={[
        t('overview:group'),
        t('overview:instance'),
        t('overview:topic'),
        t('overview:lag'),
        t('overview:grownBy'),
        t('overview:delay'),
      ]}
      rows={part.items.map(({ topic, lag, grownBy, delaySeconds, ...of }) => ({
        key: `${of.instanceId} ${of.group} ${topic}`,
        cells: [
          <GroupLink key="group" of={of} tab="diagnosis" />,
          of.instanceName,
          topic,
          <Figure key="lag" value={lag} />,
          <Figure key="grown" value={grownBy} />,
          <span key="delay" style={{ whiteSpace: 'nowrap' }}>
            {delaySeconds === null ? '–' : duration(delaySeconds * 1_000)}
          </span>,
        ],
      }))}
    />
  )
}

/** From when on changes were looked for, and how much of that time nobody knows of. */
function useSince(): (part: Pick<Overview['newDeadLetters'], 'since' | 'asOf' | 'missingMinutes'>) => string {
  const t = useText()
  const { dateTime, duration } = useFormat()
  return ({ since, asOf, missingMinutes }) => {
    const from = t('overview:since', { time: dateTime(since) })
    if (asOf === null || missingMinutes === 0) return from
    return `${from} ${t('overview:missing', { time: duration(missingMinutes * 60_000) })}`
  }
}

export function DeadLettersPart({ part }: { readonly part: Overview['newDeadLetters'] }) {
  const t = useText()
  const about = useSince()
  return (
    <Part
      title={t('overview:deadLetters')}
      about={about(part)}
      asOf={part.asOf}
      more={part.more}
      none={t('overview:noneDead')}
      head={[t('overview:group'), t('overview:instance'), t('overview:count')]}
      rows={part.items.map(({ deadLetters, ...of }) => ({
        key: `${of.instanceId} ${of.group}`,
        cells: [
          <GroupLink key="group" of={of} tab="dead-letters" />,
          of.instanceName,
          <Figure key="count" value={deadLetters} />,
        ],
      }))}
    />
  )
}

export function MovedClientsPart({ part }: { readonly part: Overview['movedClients'] }) {
  const t = useText()
  const about = useSince()
  return (
    <Part
      title={t('overview:clients')}
      about={about(part)}
      asOf={part.asOf}
      more={part.more}
      none={t('overview:noneMoved')}
      head={[
        t('overview:group'),
        t('overview:instance'),
        t('overview:came'),
        t('overview:went'),
        t('overview:connected'),
      ]}
      rows={part.items.map(({ came, went, clients, ...of }) => ({
        key: `${of.instanceId} ${of.group}`,
        cells: [
          <GroupLink key="group" of={of} tab="clients" />,
          of.instanceName,
          <Figure key="came" value={came} />,
          <Figure key="went" value={went} />,
          <Figure key="now" value={clients} />,
        ],
      }))}
    />
  )
}

interface GroupLinkProps {
  readonly of: { readonly instanceId: string; readonly group: string }
  readonly tab: GroupTab
}

function GroupLink({ of: { instanceId, group }, tab }: GroupLinkProps) {
  return <TextLink to={paths.group(instanceId, group, tab)}>{group}</TextLink>
}
