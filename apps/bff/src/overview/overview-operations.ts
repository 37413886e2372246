import { overviewView } from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import { ChangeReader } from './change-reader.ts'
import { type OverviewNeeds, viewOverview } from './overview-view.ts'

export function overviewOperations(needs: OverviewNeeds): Operation[] {
  const changes = new ChangeReader(needs.statistics)
  return [
    operation(overviewView, ({ caller, query, signal }) =>
      viewOverview(needs, changes, caller, query.span, signal),
    ),
  ]
}
