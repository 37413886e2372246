/** The form for a password, the button of the single sign-on, or both. */
import type { SignInView } from '@gantry/contract'
import { Button, Divider, Stack, Text } from '@mantine/core'
import { type ReactNode, useState } from 'react'
import { useText } from '../../i18n/text.ts'
import { SingleSignOnButton } from './single-sign-on-button.tsx'

interface WaysInProps {
  /** Undefined when they could not be asked for: a password is always tried. */
  readonly ways: SignInView | undefined
  /** Where to go afterwards. */
  readonly next: string | null
  /** The form for a password. */
  readonly children: ReactNode
}

export function WaysIn({ ways, next, children }: WaysInProps) {
  const t = useText()
  const [isAdministrator, setAdministrator] = useState(false)
  if (!ways?.singleSignOn) return children
  const isForEverybody = ways.passwordsOf === 'everybody'
  const hasForm = isForEverybody || isAdministrator
  return (
    <Stack>
      {/* Above the fields: what they complain of when they are left would move it away from under the pointer. */}
      <SingleSignOnButton
        label={ways.singleSignOn.label}
        next={next}
        variant={hasForm ? 'default' : 'filled'}
      />
      {hasForm ? (
        <>
          <Divider
            labelPosition="center"
            label={
              <Text span size="sm" c="dimmed">
                {t(isForEverybody ? 'oidc:or' : 'oidc:forAdministrators')}
              </Text>
            }
          />
          {children}
        </>
      ) : (
        <Button variant="subtle" onClick={() => setAdministrator(true)}>
          {t('oidc:withPassword')}
        </Button>
      )}
    </Stack>
  )
}
