import { useRefusals } from '../api/session.ts'
import { NAVIGATION, type NavigationEntry } from './navigation.ts'

/** What the person signed in may open: pages that their role can never have are not offered at all. */
export function useOpenNavigation(): readonly NavigationEntry[] {
  const refusals = useRefusals()
  return NAVIGATION.filter(({ needs }) => needs === undefined || refusals(needs) === undefined)
}
