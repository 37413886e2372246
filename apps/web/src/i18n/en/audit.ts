export const audit = {
  title: 'Audit',
  about: 'Every change, also those that were refused: who, what, when and from where.',
  search: 'Search the record',
  empty: 'Nothing recorded yet',
  emptyBody: 'Changes show here as soon as somebody makes one.',
  allActions: 'All actions',
  column: {
    at: 'When',
    username: 'Who',
    action: 'Action',
    target: 'What',
    result: 'Result',
    address: 'From',
    details: 'Details',
    userAgent: 'Program',
    requestId: 'Request ID',
  },
} as const
