/** The typed client of the API, as this page uses it. */
import { createClient } from '@gantry/contract'
import { isSomebodyHere } from './presence.ts'
import { cachedSession } from './query-client.ts'

/** @throws ApiError when the API refuses or cannot be reached, ZodError when its answer is not what the contract says */
export const call = createClient({
  headers: () => ({
    'x-csrf-token': cachedSession()?.csrfToken ?? '',
    ...(!isSomebodyHere() && { 'x-background': '1' }),
  }),
})
