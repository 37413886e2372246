import { Admin } from '@gantry/remoting'
import { expect, it } from 'vitest'
import { startDemo } from './start-demo.ts'

const ORDERS = Array.from({ length: 20 }, (_, serial) => `order-${100_000 + serial}`)

/** What the first orders of a fresh shop say. */
async function firstOrders(): Promise<string[]> {
  await using demo = await startDemo()
  await demo.openShop('', true)
  await using admin = new Admin({
    namesrvAddr: demo.sandbox.namesrvAddr,
    credentials: demo.credentials,
  })
  const find = async (key: string): Promise<string | undefined> => {
    const { answered } = await admin.messages.byKey({ topic: 'orders', key })
    const [message] = answered.flatMap(({ value }) => value)
    return message && `${message.properties.get('TAGS')} ${message.body}`
  }
  const found: string[] = []
  for (const key of ORDERS) {
    await expect.poll(() => find(key), { timeout: 10_000 }).toBeDefined()
    found.push((await find(key)) ?? '')
  }
  return found
}

it('what the shop sends is the same at each start', { timeout: 40_000 }, async () => {
  const orders = await firstOrders()
  expect(new Set(orders).size).toBe(ORDERS.length)
  expect(await firstOrders()).toEqual(orders)
})
