/** Role, tenant account and the right to bodies: the same fields where a user is made and where one is changed. */
import { accountList, ROLES, type Role } from '@gantry/contract'
import { type Problem, problem } from '@gantry/rules'
import { Checkbox, NativeSelect, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useMe } from '../api/session.ts'
import { AccountSelect } from '../form/account-select.tsx'
import { useText } from '../i18n/text.ts'

export interface RightsValues extends Record<string, unknown> {
  readonly role: Role
  readonly accountId: string
  readonly mayReadBodies: boolean
}

interface RightsFieldsProps<Values extends RightsValues> {
  readonly form: UseFormReturnType<Values>
}

/**
 * The account that a user gets unless another is chosen: the own one of a tenant administrator, the only one there is; else empty, so
 * that nobody lands in an account by a slip. Undefined until it is known.
 */
export function useOnlyAccount(): string | undefined {
  const own = useMe()?.accountId
  const { data } = useQuery({ ...read(accountList, { query: { limit: 2 } }), enabled: own === null })
  if (typeof own === 'string') return own
  if (!data) return undefined
  const [first, second] = data.items
  return first && !second ? first.accountId : ''
}

/** What the contract cannot see: only administrators belong to no account. */
export function checkAccount({ role, accountId }: RightsValues): { readonly accountId?: Problem } {
  return role === 'administrator' || accountId !== '' ? {} : { accountId: problem('required') }
}

export function RightsFields<Values extends RightsValues>({ form }: RightsFieldsProps<Values>) {
  const t = useText()
  const { role } = form.values
  const isTenant = useMe()?.role !== 'administrator'
  const roles = ROLES.filter(value => !isTenant || value !== 'administrator')
  return (
    <Stack gap="md">
      <NativeSelect
        label={t('accounts:users.role')}
        description={t(`accounts:role.${role}`)}
        data={roles.map(value => ({ value, label: t(`session:role.${value}`) }))}
        {...form.getInputProps('role')}
      />
      {role !== 'administrator' && (
        <>
          {!isTenant && <AccountSelect required {...form.getInputProps('accountId')} />}
          <Checkbox
            label={t('accounts:users.mayReadBodies')}
            description={t('accounts:users.mayReadBodiesHint')}
            {...form.getInputProps('mayReadBodies', { type: 'checkbox' })}
          />
        </>
      )}
    </Stack>
  )
}

/** An administrator belongs to no account and reads bodies anyway. */
export function rightsOf({ role, accountId, mayReadBodies }: RightsValues) {
  return role === 'administrator' ? { role } : { role, accountId, mayReadBodies }
}
