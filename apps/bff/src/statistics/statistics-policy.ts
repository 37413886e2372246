import { everyone, type Policy } from '../platform/http/policy.ts'

export const statisticsPolicy: Policy = {
  statisticsProduction: everyone,
  statisticsConsumption: everyone,
}
