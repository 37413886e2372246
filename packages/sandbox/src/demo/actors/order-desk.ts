/** Takes orders. Those of one customer stay in their order. */
import { between, pick } from '../random.ts'
import type { Role } from '../stage.ts'
import { startSending } from './sending.ts'

const CUSTOMERS = 40
const FIRST_ORDER = 100_000
const DEPARTMENTS = ['BOOKS', 'TOYS', 'GARDEN']
const STEPS = ['PLACED', 'PACKED', 'SHIPPED']

export const orderDesk: Role = async stage =>
  startSending(
    stage,
    {
      actor: 'order-desk',
      producerGroup: 'GID_order_desk',
      openingMessages: 30,
      everyMs: 2_000,
      trace: true,
    },
    (producer, random, serial) => {
      const orderId = `order-${FIRST_ORDER + serial}`
      const customerId = `customer-${between(random, 1, CUSTOMERS)}`
      const order = { orderId, customerId, step: pick(random, STEPS), cents: between(random, 499, 24_999) }
      return producer.send({
        topic: 'orders',
        tag: pick(random, DEPARTMENTS),
        keys: [orderId, customerId],
        shardingKey: customerId,
        body: JSON.stringify(order),
      })
    },
  )
