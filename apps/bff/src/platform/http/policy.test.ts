import { STREAMS } from '@gantry/contract'
import { describe, expect, it } from 'vitest'
import { startTestServer } from '../../../test-support/start-server.ts'
import { createCapabilities } from '../../capabilities.ts'

describe('the policy of the server', () => {
  it('has no entry for an operation that does not exist, and one for each that does', async () => {
    await using server = await startTestServer()
    const { policy, operations } = await createCapabilities(server.context)
    const served = [...operations.map(({ endpoint }) => endpoint.id), ...Object.keys(STREAMS)]
    expect(Object.keys(policy).toSorted()).toEqual(served.toSorted())
  })
})
