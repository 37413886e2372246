import type { DeadLetterResult } from '@gantry/contract'

/** Taken before a dead letter is sent, so that it is sent once. Times are milliseconds. */
export interface DeadLetterClaimTable {
  instance_id: string
  group: string
  dead_letter_id: string
  /** The resend that has it. */
  job_id: string
  /** `UNKNOWN`: perhaps sent. */
  state: 'SENDING' | 'SENT' | 'UNKNOWN'
  at: number
}

/** What became of one dead letter in one resend. */
export interface DeadLetterResultTable {
  job_id: string
  dead_letter_id: string
  message_id: string
  outcome: DeadLetterResult['outcome']
  message: string | null
  at: number
}
