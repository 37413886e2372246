import { type EndpointShape, type Me, type ResponseOf, sessionView } from '@gantry/contract'
import { useQuery } from '@tanstack/react-query'
import { useText } from '../i18n/text.ts'
import { read } from './read.ts'

export const sessionQuery = {
  ...read(sessionView, {}),
  // The token for changes lives as long as the session; a refused request reads it again.
  staleTime: 5 * 60_000,
}

export function useSession(): ResponseOf<typeof sessionView> | undefined {
  return useQuery(sessionQuery).data
}

export function useMe(): Me | undefined {
  return useSession()?.me
}

/** Why the person signed in may not call an endpoint, or undefined when they may; the button shows it. */
export function useRefusal(endpoint: Pick<EndpointShape, 'access'>): string | undefined {
  const t = useText()
  const me = useMe()
  if (endpoint.access !== 'administrator' || me?.role === 'administrator') return undefined
  return t('common:administratorsOnly')
}
