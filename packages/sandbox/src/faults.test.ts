import { describe, expect, it } from 'vitest'
import { Faults } from './faults.ts'

const SEND = 310
const PULL = 11

describe('a fault', () => {
  it('means one request on one server, as often as it says', () => {
    const faults = new Faults()
    const fault = faults.add({
      failure: { kind: 'CUT' },
      request: 'SEND_MESSAGE_V2',
      server: 'broker-a',
      times: 2,
    })
    const kinds = [
      faults.take('broker-a', PULL),
      faults.take('broker-b', SEND),
      faults.take('broker-a', SEND),
      faults.take('broker-a', SEND),
      faults.take('broker-a', SEND),
    ].map(failure => failure?.kind)
    expect(kinds).toEqual([undefined, undefined, 'CUT', 'CUT', undefined])
    expect(fault.hits).toBe(2)
  })

  it('means every request when it names none, until it is removed', () => {
    const faults = new Faults()
    const fault = faults.add({ failure: { kind: 'SILENCE' } })
    expect([faults.take('broker-a', SEND)?.kind, faults.take('namesrv', 105)?.kind]).toEqual([
      'SILENCE',
      'SILENCE',
    ])
    fault.remove()
    expect(faults.take('broker-a', SEND)).toBeUndefined()
  })

  it('that is older comes first', () => {
    const faults = new Faults()
    faults.add({ failure: { kind: 'DELAY', ms: 5 }, times: 1 })
    faults.add({ failure: { kind: 'CUT' } })
    expect([faults.take('broker-a', SEND)?.kind, faults.take('broker-a', SEND)?.kind]).toEqual([
      'DELAY',
      'CUT',
    ])
    faults.clear()
    expect(faults.take('broker-a', SEND)).toBeUndefined()
  })
})
