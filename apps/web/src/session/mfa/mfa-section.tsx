/** On the profile: whether a code is asked for at the sign-in, and what can be done about it. */
import { type MfaView, mfaView } from '@gantry/contract'
import { Group, Stack } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { read } from '../../api/read.ts'
import { useText } from '../../i18n/text.ts'
import { LinkButton } from '../../links/link-button.tsx'
import { paths } from '../../paths.ts'
import { FactList } from '../../ui/fact-list.tsx'
import { Loaded } from '../../ui/loaded.tsx'
import { SectionHead } from '../../ui/section-head.tsx'
import { StatusBadge } from '../../ui/status-badge.tsx'
import { Time } from '../../ui/time.tsx'

export function MfaSection() {
  const t = useText()
  const query = useQuery(read(mfaView, {}))
  return (
    <Stack gap="sm">
      <SectionHead title={t('mfa:title')} about={t('mfa:about')} />
      <Loaded query={query}>{view => <Standing view={view} />}</Loaded>
    </Stack>
  )
}

function Standing({ view: { boundAt, isForced, recoveryCodesLeft } }: { readonly view: MfaView }) {
  const t = useText()
  if (boundAt === null) {
    return (
      <Group>
        <StatusBadge tone="neutral" label={t('mfa:off')} />
        <LinkButton variant="default" to={paths.mfaBind()}>
          {t('mfa:bind.title')}
        </LinkButton>
      </Group>
    )
  }
  return (
    <>
      <FactList
        facts={[
          {
            label: t('mfa:state'),
            value: <StatusBadge tone="good" label={t(isForced ? 'mfa:onForced' : 'mfa:on')} />,
          },
          { label: t('mfa:boundAt'), value: <Time at={boundAt} /> },
          { label: t('mfa:recovery.left'), value: recoveryCodesLeft },
        ]}
      />
      <Group gap="xs">
        <LinkButton variant="default" to={paths.recoveryCodes()}>
          {t('mfa:recovery.title')}
        </LinkButton>
        <LinkButton variant="default" to={paths.mfaUnbind()}>
          {t(isForced ? 'mfa:change.title' : 'mfa:unbind.title')}
        </LinkButton>
      </Group>
    </>
  )
}
