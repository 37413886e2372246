/** What resends are called among the jobs. */
export const RESEND_KIND = 'deadLetterResend'
