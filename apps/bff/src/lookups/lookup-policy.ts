import { everyone, type Policy } from '../platform/http/policy.ts'

/** Answers hold no bodies. */
export const lookupPolicy: Policy = { lookupView: everyone }
