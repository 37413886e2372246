import { everyone, type Policy } from '../platform/http/policy.ts'

/** It reads what the pages of consumers show to everyone. */
export const diagnosisPolicy: Policy = { diagnosisView: everyone }
