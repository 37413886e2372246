import { ApiError } from '@gantry/contract'
import { useEffect, useState } from 'react'

/** @returns for how many seconds the server wants no other try; 0 when it says nothing of the kind */
export function lockedSeconds(failure: Error | null): number {
  const isLocked = failure instanceof ApiError && failure.problem?.code === 'RATE_LIMITED'
  return isLocked ? failure.retryAfterSeconds : 0
}

/** @returns seconds that are left of the wait, 0 when it is over */
export function useLockOut(failure: Error | null): number {
  const [ended, setEnded] = useState<Error | null>(null)
  const [left, setLeft] = useState(0)
  const seconds = lockedSeconds(failure)
  useEffect(() => {
    if (seconds === 0) return undefined
    const endsAt = Date.now() + seconds * 1_000
    const tell = (): void => {
      const rest = Math.ceil((endsAt - Date.now()) / 1_000)
      setLeft(Math.max(0, rest))
      if (rest <= 0) setEnded(failure)
    }
    tell()
    const timer = setInterval(tell, 250)
    return () => clearInterval(timer)
  }, [failure, seconds])
  return seconds === 0 || ended === failure ? 0 : left || seconds
}

/** Minutes and seconds, such as `14:05`. */
export function clockOf(seconds: number): string {
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`
}
