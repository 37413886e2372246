import { overviewView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { type OverviewNeeds, viewOverview } from './overview-view.ts'

export function overviewOperations(needs: OverviewNeeds): Operation[] {
  return [operation(overviewView, ({ caller, signal }) => viewOverview(needs, caller, signal))]
}
