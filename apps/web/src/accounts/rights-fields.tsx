/** Role, tenant account and the right to bodies: the same fields where a user is made and where one is changed. */
import { accountList, ROLES, type Role } from '@gantry/contract'
import { Checkbox, NativeSelect, Stack } from '@mantine/core'
import type { UseFormReturnType } from '@mantine/form'
import { useQuery } from '@tanstack/react-query'
import { read } from '../api/read.ts'
import { useMe } from '../api/session.ts'
import { useText } from '../i18n/text.ts'

export interface RightsValues extends Record<string, unknown> {
  readonly role: Role
  readonly accountId: string
  readonly mayReadBodies: boolean
}

/** As many as one list may have: more than that are chosen by their ID through the API. */
const MOST = 1_000

/** Tenant administrators have their own account only. */
export function useAccountChoices() {
  const own = useMe()?.accountId
  const { data } = useQuery({ ...read(accountList, { query: { limit: MOST } }), enabled: own === null })
  if (typeof own === 'string') return [{ value: own, label: own }]
  return data?.items.map(({ accountId, name }) => ({ value: accountId, label: `${name} (${accountId})` }))
}

interface RightsFieldsProps<Values extends RightsValues> {
  readonly form: UseFormReturnType<Values>
  readonly accounts: readonly { readonly value: string; readonly label: string }[]
}

export function RightsFields<Values extends RightsValues>({ form, accounts }: RightsFieldsProps<Values>) {
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
          <NativeSelect
            label={t('accounts:users.account')}
            data={[...accounts]}
            required
            {...form.getInputProps('accountId')}
          />
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
