import { fine, found, NOBODY, type Rule, unknown } from '../finding.ts'

/** No fault, but it explains what the other rules cannot know. */
export const broadcasting: Rule = ({ status: { messageModel }, unread }) => {
  if (messageModel === 'BROADCASTING') {
    return found('BROADCASTING', { code: 'BROADCASTING_FACTS' }, { code: 'CHECK_CLIENT' })
  }
  if (messageModel === 'CLUSTERING') return fine('BROADCASTING', { code: 'BROADCASTING_FINE' })
  return unknown('BROADCASTING', unread[0] ?? NOBODY)
}
