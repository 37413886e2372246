import { diagnosisView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { DiagnosisNeeds } from './diagnosis-needs.ts'
import { viewDiagnosis } from './diagnosis-view.ts'

export function diagnosisOperations(needs: DiagnosisNeeds): Operation[] {
  return [
    operation(diagnosisView, ({ caller, params, signal }) => viewDiagnosis(needs, caller, params, signal)),
  ]
}
