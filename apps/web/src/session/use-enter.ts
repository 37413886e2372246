import { type Me, sessionView } from '@gantry/contract'
import { useNavigate } from 'react-router'
import { queryClient } from '../api/query-client.ts'
import { paths } from '../paths.ts'
import { safeNext } from './safe-next.ts'

/** Leads into the console who has just signed in. */
export function useEnter(): (me: Me, next: string | null) => void {
  const navigate = useNavigate()
  return ({ mustChangePassword }, next) => {
    // Whoever was signed in before may have left answers behind.
    queryClient.removeQueries({ predicate: ({ queryKey }) => queryKey[0] !== sessionView.id })
    void queryClient.resetQueries({ queryKey: [sessionView.id] })
    void navigate(mustChangePassword ? paths.firstPassword() : safeNext(next), { replace: true })
  }
}
