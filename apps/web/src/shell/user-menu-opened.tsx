import { sessionDelete } from '@gantry/contract'
import { Menu, Text } from '@mantine/core'
import { Link, useNavigate } from 'react-router'
import { queryClient } from '../api/query-client.ts'
import { useSession } from '../api/session.ts'
import { useChange } from '../api/use-change.ts'
import { useText } from '../i18n/text.ts'
import { paths } from '../paths.ts'
import { IconButton } from '../ui/icon-button.tsx'
import { useOpened } from '../ui/use-opened.ts'

export function UserMenuOpened() {
  const t = useText()
  const session = useSession()
  const me = session?.me
  const navigate = useNavigate()
  const signOut = useChange(sessionDelete, { invalidates: [] })
  // Also when the server cannot be asked: nothing that was read stays on the page.
  const leave = async (): Promise<void> => {
    await navigate(me?.signsInBy === 'singleSignOn' ? paths.signedOut() : paths.signIn())
    queryClient.clear()
  }
  return (
    <Menu
      position="bottom-end"
      shadow="md"
      withInitialFocusPlaceholder={false}
      portalProps={{ target: 'header' }}
      {...useOpened()}
    >
      <Menu.Target>
        <IconButton icon="user" aria-label={t('shell:userMenu')} autoFocus />
      </Menu.Target>
      <Menu.Dropdown>
        {me && (
          <Menu.Label>
            {me.username} · {t(`session:role.${me.role}`)}
            {me.accountId !== null && (
              <Text size="xs" maw={280} style={{ overflowWrap: 'anywhere' }}>
                {session?.accountName} ({me.accountId})
              </Text>
            )}
          </Menu.Label>
        )}
        <Menu.Item component={Link} to={paths.profile()}>
          {t('session:profile.title')}
        </Menu.Item>
        <Menu.Item onClick={() => signOut.mutate({}, { onSettled: () => void leave() })}>
          {t('session:signOut')}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  )
}
