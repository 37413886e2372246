/** Ways for rules to say what they come to. */
import type { DiagnosisEvidence, DiagnosisFinding, DiagnosisRule, DiagnosisStep } from '@gantry/contract'
import { type DiagnosisParams, type DiagnosisSentence, diagnosisSentence } from '@gantry/rules'
import type { Evidence, Reason } from './evidence.ts'

export type Rule = (evidence: Evidence) => DiagnosisFinding

interface Verdict {
  readonly code: DiagnosisSentence
  readonly params?: DiagnosisParams
  readonly evidence?: readonly DiagnosisEvidence[]
}

interface Step {
  readonly code: DiagnosisStep
  readonly clientId?: string
  readonly topic?: string
}

/** @param steps what to do about it, the first one first */
export function found(rule: DiagnosisRule, verdict: Verdict, ...steps: readonly Step[]): DiagnosisFinding {
  const nextSteps = steps.map(({ code, clientId = null, topic = null }) => ({ code, clientId, topic }))
  return { ...finding(rule, 'found', verdict), nextSteps }
}

export function fine(rule: DiagnosisRule, verdict: Verdict): DiagnosisFinding {
  return { ...finding(rule, 'fine', verdict), nextSteps: [] }
}

export function unknown(rule: DiagnosisRule, { code, params }: Reason): DiagnosisFinding {
  return { ...finding(rule, 'unknown', { code, params }), nextSteps: [] }
}

function finding(
  rule: DiagnosisRule,
  verdict: DiagnosisFinding['verdict'],
  { code, params = {}, evidence = [] }: Verdict,
): Omit<DiagnosisFinding, 'nextSteps'> {
  return {
    rule,
    verdict,
    code,
    sentence: diagnosisSentence(code, params),
    params: { ...params },
    evidence: [...evidence],
  }
}

export const NOBODY: Reason = { code: 'UNKNOWN_NOBODY', params: {} }
export const KEPT_BY_CLIENTS: Reason = { code: 'UNKNOWN_BROADCASTING', params: {} }
const NO_STACKS: Reason = { code: 'UNKNOWN_STACKS', params: {} }

/** Clients that are connected and told nothing of themselves. */
export function silent({ status }: Pick<Evidence, 'status'>): Reason[] {
  return status.subscription.unasked.map(({ clientId, reason }) => ({
    code: 'UNKNOWN_CLIENT',
    params: { clientId, message: reason },
  }))
}

/** Why nothing can be said of threads, where no stack was seen. */
export function noStacks({ threads }: Pick<Evidence, 'threads'>): Reason {
  return threads.missing[0] ?? NO_STACKS
}

export function names(brokerNames: readonly string[]): string {
  return [...new Set(brokerNames)].toSorted().join(', ')
}
