import { type AbsenceRule, answer } from '../trail.ts'

/** Not everything could be looked at. */
export const cannotKnow: AbsenceRule = ({ unknown }) =>
  unknown.map(reason => answer('CANNOT_KNOW', 'unknown', { reason }))
