import type { Account } from '@gantry/contract'

type Named = Pick<Account, 'accountId' | 'name'>

export interface AccountOption {
  readonly value: string
  readonly label: string
}

function labelOf({ accountId, name }: Named): string {
  return `${name} (${accountId})`
}

/**
 * What was found, and always the account that is chosen: a field must not show another one in its place.
 * @param chosen undefined until the server has told its name
 */
export function accountOptions(
  found: readonly Named[],
  chosenId: string,
  chosen: Named | undefined,
): AccountOption[] {
  const options = found.map(account => ({ value: account.accountId, label: labelOf(account) }))
  if (chosenId === '' || found.some(({ accountId }) => accountId === chosenId)) return options
  return [...options, { value: chosenId, label: chosen ? labelOf(chosen) : chosenId }]
}

/** What to look for: the field holds the label of what is chosen until somebody types. */
export function askedBy(typed: string, chosen: Named | undefined): string {
  const isLabel = chosen && typed === labelOf(chosen)
  return isLabel ? '' : typed.trim().slice(0, 128)
}
