/** Takes payments, each in a transaction. Most are committed; some are rolled back, and of some the broker has to ask. */
import { between, pick } from '../random.ts'
import type { Role } from '../stage.ts'
import { startSending } from './sending.ts'

/** A currency that ISO 4217 keeps for tests: nobody in the shop can compute with it. */
export const UNKNOWN_CURRENCY = 'XTS'
/** One payment of so many is in that currency. */
const ODD_ONE = 8
const FIRST_PAYMENT = 500_000
const METHODS = ['CARD', 'TRANSFER', 'VOUCHER']
const CURRENCIES = ['EUR', 'USD', 'CNY']

export const cashier: Role = async stage =>
  startSending(
    stage,
    {
      actor: 'cashier',
      producerGroup: 'GID_cashier',
      openingMessages: 24,
      everyMs: 3_000,
      trace: true,
      checkTransaction: async () => 'COMMIT',
    },
    (producer, random, serial) => {
      const paymentId = `payment-${FIRST_PAYMENT + serial}`
      const isOdd = serial % ODD_ONE === ODD_ONE - 1
      const currency = isOdd ? UNKNOWN_CURRENCY : pick(random, CURRENCIES)
      const payment = { paymentId, currency, cents: between(random, 499, 24_999) }
      const message = {
        topic: 'payments',
        tag: pick(random, METHODS),
        keys: [paymentId],
        body: JSON.stringify(payment),
      }
      const chance = random()
      return producer.sendInTransaction(message, async () => {
        if (isOdd || chance < 0.9) return 'COMMIT'
        return chance < 0.96 ? 'ROLLBACK' : 'UNKNOWN'
      })
    },
  )
