/** What is stored from now on: asked for each second from where the last answer ended. */
import { type MessageHead, messageList, type QueryInputOf } from '@gantry/contract'
import { useEffect, useState } from 'react'
import { call } from '../api/call.ts'

const EVERY_MS = 1_000
const MOST_EACH_TIME = 100
const MOST_SHOWN = 500

export interface Tail {
  /** The latest first. */
  readonly rows: readonly MessageHead[]
  readonly skipped: number
  readonly error: unknown
}

const NOTHING: Tail = { rows: [], skipped: 0, error: undefined }

export function useMessageTail(
  params: { readonly instanceId: string; readonly topic: string },
  query: QueryInputOf<typeof messageList>,
  isPaused: boolean,
): Tail {
  const [tail, setTail] = useState(NOTHING)
  const [cursor, setCursor] = useState<string>()
  useEffect(() => {
    if (isPaused) return
    const ended = new AbortController()
    const ask = async (): Promise<void> => {
      const asked = { ...query, limit: MOST_EACH_TIME, ...(cursor && { cursor }) }
      try {
        const answer = await call(messageList, { params, query: asked }, { signal: ended.signal })
        setTail(before => ({
          rows: [...answer.items.toReversed(), ...before.rows].slice(0, MOST_SHOWN),
          skipped: before.skipped + Number(answer.skipped),
          error: undefined,
        }))
        if (answer.nextCursor !== null) setCursor(answer.nextCursor)
      } catch (error) {
        if (!ended.signal.aborted) setTail(before => ({ ...before, error }))
      }
    }
    // The first look only notes where the queues end now.
    const timer = setInterval(() => void ask(), EVERY_MS)
    if (cursor === undefined) void ask()
    return () => {
      clearInterval(timer)
      ended.abort()
    }
  }, [params, query, isPaused, cursor])
  return tail
}
