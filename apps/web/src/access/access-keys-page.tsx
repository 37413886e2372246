/** Key pairs with which the person's programs sign in to the brokers. */
import { type AccessKey, accessKeyList } from '@gantry/contract'
import { Group } from '@mantine/core'
import { useQuery } from '@tanstack/react-query'
import { Outlet } from 'react-router'
import { describeError } from '../api/describe-error.ts'
import { read } from '../api/read.ts'
import { useMe } from '../api/session.ts'
import { useText } from '../i18n/text.ts'
import { Crumbs } from '../links/crumbs.tsx'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import { EmptyState } from '../ui/empty-state.tsx'
import { FailureNotice } from '../ui/failure-notice.tsx'
import { Icon } from '../ui/icon.tsx'
import { Notice } from '../ui/notice.tsx'
import { Page } from '../ui/page.tsx'
import { SmallTable } from '../ui/small-table.tsx'
import { StatusBadge } from '../ui/status-badge.tsx'
import { Time } from '../ui/time.tsx'
import { OwnGrants } from './own-grants.tsx'

const MOST = 2

export function AccessKeysPage() {
  const t = useText()
  const accountId = useMe()?.accountId
  return (
    <Page
      title={t('access:keys.title')}
      crumbs={<Crumbs crumbs={[{ label: t('session:profile.title'), to: paths.profile() }]} />}
      description={t('access:keys.about')}
    >
      {accountId === null ? <Notice tone="info" title={t('access:keys.noAccount')} /> : <Keys />}
      <OwnGrants />
      <Outlet />
    </Page>
  )
}

function Keys() {
  const t = useText()
  const { data, error } = useQuery(read(accessKeyList, {}))
  if (error) return <FailureNotice failure={describeError(error, t)} />
  if (!data) return null
  const { items } = data
  const full = items.length < MOST ? undefined : t('access:keys.full')
  const create = (
    <LinkButton
      to={paths.accessKeyCreate()}
      disabledReason={full}
      leftSection={<Icon name="add" size={16} />}
    >
      {t(items.length === 1 ? 'access:keys.rotate' : 'access:keys.create')}
    </LinkButton>
  )
  if (items.length === 0) {
    return (
      <EmptyState
        icon="user"
        title={t('access:keys.empty')}
        body={t('access:keys.emptyBody')}
        action={create}
      />
    )
  }
  const head = ['accessKey', 'state', 'createdAt', 'actions'] as const
  return (
    <>
      {items.length === MOST && <Notice tone="info" title={t('access:keys.rotating')} />}
      <SmallTable
        title={t('access:keys.title')}
        head={head.map(name => ({ label: t(`access:keys.${name}`) }))}
        rows={items.map(item => ({ key: item.accessKey, cells: cellsOf(item) }))}
      />
      <Group>{create}</Group>
    </>
  )
}

function cellsOf(item: AccessKey) {
  return [
    item.accessKey,
    <KeyState key="state" isDisabled={item.isDisabled} />,
    <Time key="createdAt" at={item.createdAt} />,
    <KeyActions key="actions" {...item} />,
  ]
}

function KeyState({ isDisabled }: Pick<AccessKey, 'isDisabled'>) {
  const t = useText()
  return isDisabled ? (
    <StatusBadge tone="bad" label={t('access:keys.disabled')} />
  ) : (
    <StatusBadge tone="good" label={t('access:keys.enabled')} />
  )
}

function KeyActions({ accessKey, isDisabled }: AccessKey) {
  const t = useText()
  return (
    <Group gap="xs" wrap="nowrap">
      <LinkButton size="xs" variant="default" to={paths.accessKeyState(accessKey)}>
        {t(isDisabled ? 'access:keys.enable' : 'access:keys.disable')}
      </LinkButton>
      <LinkButton size="xs" variant="default" to={paths.accessKeyDelete(accessKey)}>
        {t('access:keys.delete')}
      </LinkButton>
    </Group>
  )
}
