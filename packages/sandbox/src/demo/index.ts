/** A sandbox with a shop in it: what the console shows on a machine that has nothing else. */
export { SHOP_GROUPS, SHOP_TOPICS, type ShopGroup, type ShopTopic } from './cast.ts'
export { type Demo, type DemoOptions, startDemo } from './start-demo.ts'
