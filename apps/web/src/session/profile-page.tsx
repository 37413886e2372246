/** Who is signed in, and the tokens of their programs. */
import { type ApiToken, type ResponseOf, type sessionView, tokenList } from '@gantry/contract'
import { Outlet } from 'react-router'
import { useMe, useSession } from '../api/session.ts'
import { type Text, useText } from '../i18n/text.ts'
import { LinkButton } from '../links/link-button.tsx'
import { paths } from '../paths.ts'
import type { Column } from '../table/column.ts'
import { ListShell } from '../table/list-shell.tsx'
import { RowMenu } from '../table/row-menu.tsx'
import { useListState } from '../table/use-list-state.ts'
import { useLocalList } from '../table/use-local-list.ts'
import { Copyable } from '../ui/copyable.tsx'
import { EmptyState } from '../ui/empty-state.tsx'
import { type Fact, FactList } from '../ui/fact-list.tsx'
import { Icon } from '../ui/icon.tsx'
import { Page } from '../ui/page.tsx'
import { SectionHead } from '../ui/section-head.tsx'
import { Time } from '../ui/time.tsx'
import { MfaSection } from './mfa/mfa-section.tsx'
import { ProviderSection } from './oidc/provider-section.tsx'
import { OwnSessions } from './own-sessions.tsx'

const whole = (answer: ResponseOf<typeof tokenList>) => answer

const columns: readonly Column<ApiToken>[] = [
  { id: 'name', header: 'session:tokens.name', value: ({ name }) => name, sort: true },
  {
    id: 'createdAt',
    header: 'session:tokens.createdAt',
    value: ({ createdAt }) => createdAt,
    cell: ({ createdAt }) => <Time at={createdAt} />,
    sort: true,
  },
  {
    id: 'lastUsedAt',
    header: 'session:tokens.lastUsedAt',
    value: ({ lastUsedAt }) => lastUsedAt,
    cell: ({ lastUsedAt }) => <TimeOrNever at={lastUsedAt} />,
    sort: true,
  },
  {
    id: 'expiresAt',
    header: 'session:tokens.expiresAt',
    value: ({ expiresAt }) => expiresAt,
    cell: ({ expiresAt }) => <TimeOrNever at={expiresAt} />,
    sort: true,
  },
]

function TimeOrNever({ at }: { readonly at: string | null }) {
  const t = useText()
  return at === null ? t('session:tokens.never') : <Time at={at} />
}

function NoTokens() {
  const t = useText()
  return (
    <EmptyState
      icon="user"
      title={t('session:tokens.empty')}
      body={t('session:tokens.emptyBody')}
      action={<LinkButton to={paths.tokenCreate()}>{t('session:tokens.create')}</LinkButton>}
    />
  )
}

function TokenMenu({ token: { tokenId, name } }: { readonly token: ApiToken }) {
  const t = useText()
  const revoke = { label: t('session:tokens.revoke'), to: paths.tokenDelete(tokenId), isDestructive: true }
  return <RowMenu of={name} actions={[revoke]} />
}

export function ProfilePage() {
  const t = useText()
  const isElsewhere = useMe()?.signsInBy === 'singleSignOn'
  const state = useListState()
  const list = useLocalList({ endpoint: tokenList, input: {}, pick: whole, columns, state })
  return (
    <Page
      title={t('session:profile.title')}
      actions={
        <>
          <LinkButton variant="default" to={paths.accessKeys()}>
            {t('access:keys.title')}
          </LinkButton>
          <LinkButton
            variant="default"
            to={paths.passwordChange()}
            disabledReason={isElsewhere ? t('oidc:keeps') : undefined}
          >
            {t('session:passwordForm.title')}
          </LinkButton>
        </>
      }
    >
      <Person />
      {isElsewhere ? <ProviderSection /> : <MfaSection />}
      <OwnSessions />
      <SectionHead title={t('session:tokens.title')} about={t('session:tokens.about')} />
      <ListShell
        label={t('session:tokens.title')}
        searchLabel={t('session:tokens.search')}
        fileName="api-tokens"
        list={list}
        state={state}
        columns={columns}
        rowKey={({ tokenId }) => tokenId}
        rowActions={token => <TokenMenu token={token} />}
        filters={
          <LinkButton to={paths.tokenCreate()} leftSection={<Icon name="add" size={16} />}>
            {t('session:tokens.create')}
          </LinkButton>
        }
        empty={<NoTokens />}
      />
      <Outlet />
    </Page>
  )
}

/** Whoever grants a topic to an account asks for its ID. */
function accountFacts({ me, accountName }: ResponseOf<typeof sessionView>, t: Text): Fact[] {
  if (me.accountId === null) return []
  const label = t('session:profile.accountId')
  return [
    { label: t('accounts:users.account'), value: accountName },
    {
      label,
      value: <Copyable value={me.accountId} label={label} />,
      about: t('session:profile.accountIdAbout'),
    },
  ]
}

function Person() {
  const t = useText()
  const session = useSession()
  if (!session) return null
  const minutes = Math.round(session.idleTimeoutSeconds / 60)
  const hours = Math.round(session.maxSessionSeconds / 3_600)
  return (
    <FactList
      facts={[
        { label: t('session:username'), value: session.me.username },
        { label: t('session:profile.role'), value: t(`session:role.${session.me.role}`) },
        ...accountFacts(session, t),
        { label: t('session:profile.signsInBy'), value: t(`session:signsInBy.${session.me.signsInBy}`) },
        { label: t('session:profile.idle'), value: t('session:profile.limits', { minutes, hours }) },
      ]}
    />
  )
}
