/** What can be done with the dead letters that are picked, or with all of the range. */
import {
  type BodyInputOf,
  deadLetterExport,
  deadLetterList,
  deadLetterResendCreate,
  deadLetterResendList,
  urlOf,
} from '@gantry/contract'
import { Button, type ButtonProps, Checkbox, Group, Stack } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useNavigate } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { useRefusal } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { useParam } from '../links/use-param.ts'
import { paths } from '../paths.ts'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { useFormat } from '../ui/format-context.tsx'
import { Icon } from '../ui/icon.tsx'
import { RefusedButton } from '../ui/refused-button.tsx'
import type { DeadLetterSearch } from './dead-letter-search.tsx'
import { useSelection } from './selection.tsx'

/** What the API takes at once. */
const MAX_EXPORTED = 100

export function DeadLetterTools({ search }: { readonly search: DeadLetterSearch }) {
  const t = useText()
  const format = useFormat()
  const { ids } = useSelection()
  const [again, setAgain] = useState(false)
  const resend = useResend()
  const count = format.count(ids.size)
  const picked = [...ids]
  const range = 'from' in search.query || 'to' in search.query ? search.query : EVERYTHING
  return (
    <Stack gap="xs">
      <Group gap="xs">
        <ResendButton
          disabled={ids.size === 0}
          loading={resend.isPending}
          onClick={() => resend.order({ messageIds: picked.slice(0, 1_000), again })}
        >
          {t('deadletters:resend.selected', { count })}
        </ResendButton>
        {search.way === 'range' && (
          <ResendButton
            variant="default"
            loading={resend.isPending}
            onClick={() => resend.order({ ...range, again })}
          >
            {t('deadletters:resend.range')}
          </ResendButton>
        )}
        <Checkbox
          size="xs"
          label={t('deadletters:resend.again')}
          checked={again}
          onChange={event => setAgain(event.currentTarget.checked)}
        />
        <ExportLink
          label={t('deadletters:export.selected', { count })}
          query={{ messageIds: picked.slice(0, MAX_EXPORTED).join(',') }}
          isOff={ids.size === 0}
        />
        {search.way === 'range' && (
          <ExportLink label={t('deadletters:export.range')} query={search.query} isOff={false} />
        )}
      </Group>
      {resend.error && <FailureNotice failure={describeError(resend.error, t)} />}
    </Stack>
  )
}

interface ResendButtonProps extends Pick<ButtonProps, 'variant' | 'disabled' | 'loading'> {
  readonly onClick: () => void
  readonly children: ReactNode
}

function ResendButton({ variant = 'filled', children, ...button }: ResendButtonProps) {
  const refusal = useRefusal('deadLetterResendCreate')
  const look = { size: 'xs', variant } as const
  if (refusal !== undefined) {
    return (
      <RefusedButton {...look} reason={refusal}>
        {children}
      </RefusedButton>
    )
  }
  return (
    <Button {...look} {...button}>
      {children}
    </Button>
  )
}

/** The API asks for a selection that is meant, so everything is a range, too. */
const EVERYTHING = { from: new Date(0).toISOString() }

function useResend() {
  const navigate = useNavigate()
  const { clear } = useSelection()
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const change = useChange(deadLetterResendCreate, {
    invalidates: [deadLetterList, deadLetterResendList],
    onSuccess: ({ resendId }) => {
      clear()
      void navigate(paths.deadLetterResend(params.instanceId, params.group, resendId))
    },
  })
  return {
    isPending: change.isPending,
    error: change.error,
    order: (body: BodyInputOf<typeof deadLetterResendCreate>) => change.mutate({ params, body }),
  }
}

interface ExportLinkProps {
  readonly label: string
  readonly query: Readonly<Record<string, string>>
  readonly isOff: boolean
}

function ExportLink({ label, query, isOff }: ExportLinkProps) {
  const params = { instanceId: useParam('instanceId'), group: useParam('group') }
  const look = { size: 'xs', variant: 'default', leftSection: <Icon name="download" size={14} /> } as const
  const refusal = useRefusal('deadLetterExport')
  if (refusal !== undefined) {
    return (
      <RefusedButton {...look} reason={refusal}>
        {label}
      </RefusedButton>
    )
  }
  if (isOff) {
    return (
      <Button {...look} disabled>
        {label}
      </Button>
    )
  }
  return (
    <Button {...look} component="a" href={urlOf(deadLetterExport, { params, query })} download>
      {label}
    </Button>
  )
}
