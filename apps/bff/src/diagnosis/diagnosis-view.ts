/** One diagnosis: the evidence is gathered once, then every rule looks at it. */
import { DIAGNOSIS_VERDICTS, type Diagnosis, type DiagnosisFinding } from '@gantry/contract'
import type { GroupParams } from '../consumers/consumer-needs.ts'
import { partialOf } from '../platform/brokers/partial-of.ts'
import { toTimestamp } from '../platform/clock.ts'
import type { Caller } from '../platform/http/caller.ts'
import type { DiagnosisNeeds } from './diagnosis-needs.ts'
import type { Evidence } from './evidence.ts'
import { gatherEvidence } from './gather-evidence.ts'
import { RULES } from './rules.ts'

/** @throws AppError NOT_FOUND */
export async function viewDiagnosis(
  needs: DiagnosisNeeds,
  caller: Caller,
  params: GroupParams,
  signal: AbortSignal,
): Promise<Diagnosis> {
  const { evidence, failed } = await gatherEvidence(needs, caller, params, signal)
  return {
    findings: judge(evidence),
    partial: partialOf(failed),
    asOf: toTimestamp(evidence.nowMs),
  }
}

/** What was found first, then what is not known, then what is fine; of each what explains the rest before it. */
export function judge(evidence: Evidence): DiagnosisFinding[] {
  const findings = RULES.map(rule => rule(evidence))
  return DIAGNOSIS_VERDICTS.flatMap(verdict => findings.filter(finding => finding.verdict === verdict))
}
