import {
  statisticsConsumption,
  statisticsGroup,
  statisticsProduction,
  statisticsRecent,
} from '@gantry/contract'
import { type Operation, operation } from '../platform/http/operation.ts'
import type { StatisticsNeeds } from './statistics-needs.ts'
import { queryGroupStatistics, queryStatistics } from './statistics-query.ts'
import { queryRecent } from './statistics-recent.ts'

export function statisticsOperations(needs: StatisticsNeeds): Operation[] {
  return [
    operation(statisticsProduction, ({ caller, params, query }) => {
      const key = { instance_id: params.instanceId, topic: query.topic ?? '', group: '' }
      return queryStatistics(needs, caller, { ...key, kind: 'production' }, query)
    }),
    operation(statisticsConsumption, ({ caller, params, query }) => {
      const key = { instance_id: params.instanceId, topic: query.topic ?? '', group: query.group ?? '' }
      return queryStatistics(needs, caller, { ...key, kind: 'consumption' }, query)
    }),
    operation(statisticsGroup, ({ caller, params, query }) => {
      const key = { instance_id: params.instanceId, topic: '', group: query.group ?? '' }
      return queryGroupStatistics(needs, caller, { ...key, kind: 'group' }, query)
    }),
    operation(statisticsRecent, ({ caller, query }) => queryRecent(needs, caller, query)),
  ]
}
