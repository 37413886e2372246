/** The shop: what there is, and who is at work. Everything that the demo shows stands in these three lists. */
import type { GroupSpec } from '@gantry/remoting'
import { cashier } from './actors/cashier.ts'
import { failingConsumer } from './actors/failing-consumer.ts'
import { leavingConsumer } from './actors/leaving-consumer.ts'
import { noticeOffice } from './actors/notice-office.ts'
import { orderDesk } from './actors/order-desk.ts'
import { slowConsumer } from './actors/slow-consumer.ts'
import { steadyConsumer } from './actors/steady-consumer.ts'
import { stuckConsumer } from './actors/stuck-consumer.ts'
import { webPages } from './actors/web-pages.ts'
import type { Role } from './stage.ts'

export interface ShopTopic {
  readonly topic: string
  readonly messageType: 'NORMAL' | 'TRANSACTIONAL' | 'DELAYED' | 'PARTITIONALLY_ORDERED'
  readonly description: string
}

export interface ShopGroup {
  readonly group: string
  readonly description: string
  /** Where it differs from RocketMQ's defaults. */
  readonly settings?: Omit<GroupSpec, 'groupName'>
}

export const SHOP_TOPICS: readonly ShopTopic[] = [
  {
    topic: 'orders',
    messageType: 'PARTITIONALLY_ORDERED',
    description: 'Orders; those of one customer stay in order.',
  },
  { topic: 'payments', messageType: 'TRANSACTIONAL', description: 'Payments; some are rolled back.' },
  { topic: 'notices', messageType: 'DELAYED', description: 'Notices to customers, a little later.' },
  { topic: 'clicks', messageType: 'NORMAL', description: 'What visitors click on.' },
]

export const SHOP_GROUPS: readonly ShopGroup[] = [
  {
    group: 'GID_order_fulfilment',
    description: 'Healthy: two clients, in order.',
    settings: { consumeMessageOrderly: true },
  },
  { group: 'GID_order_archive', description: 'Offline: its clients have left.' },
  { group: 'GID_payment_ledger', description: 'Stuck: its client waits for a lock.' },
  {
    group: 'GID_payment_fraud',
    description: 'Fails: what it cannot read ends as dead letters.',
    settings: { retryMaxTimes: 2 },
  },
  { group: 'GID_notice_delivery', description: 'Inconsistent: its two clients ask for different tags.' },
  { group: 'GID_notice_screens', description: 'Broadcasting: each screen shows every notice.' },
  { group: 'GID_click_statistics', description: 'Falls behind: more comes than it can take.' },
]

/** Consumers first: they shall miss nothing of the opening. */
export const CONSUMERS: readonly Role[] = [
  ...['fulfilment-1', 'fulfilment-2'].map(actor =>
    steadyConsumer({ actor, group: 'GID_order_fulfilment', topic: 'orders', ordered: true }),
  ),
  leavingConsumer({ actor: 'archive', group: 'GID_order_archive', topic: 'orders' }),
  stuckConsumer({ actor: 'ledger', group: 'GID_payment_ledger', topic: 'payments' }),
  failingConsumer({ actor: 'fraud', group: 'GID_payment_fraud', topic: 'payments' }),
  ...Object.entries({ 'delivery-old': 'EMAIL', 'delivery-new': 'EMAIL || SMS' }).map(([actor, tags]) =>
    steadyConsumer({ actor, group: 'GID_notice_delivery', topic: 'notices', tags }),
  ),
  ...['screen-hall', 'screen-office'].map(actor =>
    steadyConsumer({ actor, group: 'GID_notice_screens', topic: 'notices', messageModel: 'BROADCASTING' }),
  ),
  slowConsumer({ actor: 'statistics', group: 'GID_click_statistics', topic: 'clicks' }),
]

export const PRODUCERS: readonly Role[] = [orderDesk, cashier, noticeOffice, webPages]
