import { describe, expect, it } from 'vitest'
import { BrokerRefused, RemotingError } from '../errors.ts'
import { fanOut } from './fan-out.ts'

interface Item {
  readonly place: string
  readonly n: number
}

const placeOf = ({ place }: Item): string => place
const items = (place: string, count: number): Item[] =>
  Array.from({ length: count }, (_, index) => ({ place, n: index + 1 }))
const unreachable = new RemotingError('CONNECT_FAILED', 'nobody there', { addr: 'b' })

describe('fanOut', () => {
  it('gives what answered in the order of the items, whatever order the answers come in', async () => {
    const all = [...items('a', 3), ...items('b', 3)]
    const result = await fanOut(
      all,
      async ({ place, n }) => {
        for (let turn = n; turn < 4; turn++) await Promise.resolve()
        return `${place}${n}`
      },
      { placeOf },
    )
    expect(result.answered.map(({ value }) => value)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2', 'b3'])
    expect(result.answered.map(({ item }) => item)).toEqual(all)
    expect(result.failed).toEqual([])
  })

  it('gives what failed beside what answered, each with its place', async () => {
    const refused = new BrokerRefused('no', { addr: 'a' }, 17, undefined)
    const call = async ({ n }: Item): Promise<number> => {
      if (n === 2) throw refused
      return n
    }
    const { answered, failed } = await fanOut(items('a', 3), call, { placeOf })
    expect(answered.map(({ value }) => value)).toEqual([1, 3])
    expect(failed).toEqual([{ item: { place: 'a', n: 2 }, place: 'a', error: refused }])
  })

  it('keeps the number of calls at one place within the bound', async () => {
    const running = new Map<string, number>()
    let most = 0
    const call = async ({ place }: Item): Promise<void> => {
      running.set(place, (running.get(place) ?? 0) + 1)
      most = Math.max(most, running.get(place) ?? 0)
      await new Promise(resolve => setImmediate(resolve))
      running.set(place, (running.get(place) ?? 0) - 1)
    }
    const { answered } = await fanOut([...items('a', 20), ...items('b', 20)], call, { placeOf, perPlace: 3 })
    expect([answered.length, most]).toEqual([40, 3])
  })

  it('calls a place that is away no more, and no other place waits for it', async () => {
    const called: string[] = []
    const call = async ({ place, n }: Item): Promise<number> => {
      called.push(`${place}${n}`)
      if (place === 'b') throw unreachable
      return n
    }
    const all = [...items('a', 3), ...items('b', 50)]
    const { answered, failed } = await fanOut(all, call, { placeOf, perPlace: 2 })
    expect(answered).toHaveLength(3)
    expect(failed.map(({ error }) => error)).toEqual(Array.from({ length: 50 }, () => unreachable))
    expect(called.filter(name => name.startsWith('b'))).toEqual(['b1', 'b2'])
  })

  it('goes on at a place that refuses', async () => {
    let calls = 0
    const call = async (): Promise<never> => {
      calls++
      throw new BrokerRefused('no', { addr: 'a' }, 17, undefined)
    }
    const { failed } = await fanOut(items('a', 5), call, { placeOf, perPlace: 1 })
    expect([calls, failed.length]).toEqual([5, 5])
  })

  it('makes no further call once the caller has given up', async () => {
    const abort = new AbortController()
    const call = async ({ n }: Item): Promise<number> => {
      if (n === 2) abort.abort()
      return n
    }
    const { answered, failed } = await fanOut(items('a', 4), call, {
      placeOf,
      perPlace: 1,
      signal: abort.signal,
    })
    expect(answered.map(({ value }) => value)).toEqual([1, 2])
    expect(failed).toMatchObject([{ error: { code: 'ABORTED' } }, { error: { code: 'ABORTED' } }])
  })

  it('of nothing is nothing', async () => {
    const result = await fanOut([], () => Promise.reject(new Error('not called')), { placeOf })
    expect(result).toEqual({ answered: [], failed: [] })
  })
})
