import { toInt64 } from '@gantry/contract'
import { toTimestamp } from '../../platform/clock.ts'
import { fine, found, type Rule, unknown } from '../finding.ts'

const RECENTLY_MS = 3_600_000

export const deadLetters: Rule = ({ nowMs, deadLetters: { value, missing } }) => {
  const { count, newestAtMs } = value
  const verdict = {
    params: { count: String(count) },
    evidence: [
      {
        kind: 'deadLetters' as const,
        count: toInt64(count),
        newestAt: newestAtMs === null ? null : toTimestamp(newestAtMs),
      },
    ],
  }
  if (newestAtMs !== null && nowMs - newestAtMs < RECENTLY_MS) {
    return found('DEAD_LETTERS', { code: 'DEAD_LETTERS_GROW', ...verdict }, { code: 'CHECK_DEAD_LETTERS' })
  }
  const [reason] = missing
  if (reason) return unknown('DEAD_LETTERS', reason)
  if (count === 0n) return fine('DEAD_LETTERS', { code: 'DEAD_LETTERS_NONE' })
  return fine('DEAD_LETTERS', { code: 'DEAD_LETTERS_OLD', ...verdict })
}
