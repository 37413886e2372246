import { type AbsenceRule, answer } from '../trail.ts'

/** Not everything could be looked at. */
export const cannotKnow: AbsenceRule = ({ unknown }) =>
  unknown.map(({ sentenceName, params }) => answer('CANNOT_KNOW', sentenceName, params))
