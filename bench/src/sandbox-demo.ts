/** What the shop at work takes of the machine, compared with the same cluster without anybody at work. */
import { setTimeout } from 'node:timers/promises'
import type { Row } from './benchmark.ts'
import { cpuSeconds, residentMb } from './process-figures.ts'
import { startSandboxProcess } from './sandbox-process.ts'

const MAX_SHARE = 0.05
const MAX_MORE_MB = 60
const MAX_GROWTH_MB = 2
/** Until its clients have joined, and what starting has left is collected. */
const SETTLE_MS = 30_000

export async function demoRows(minutes: number): Promise<Row[]> {
  await using bare = await startSandboxProcess({ demo: 'closed' })
  await using shop = await startSandboxProcess({ demo: 'open' })
  await setTimeout(SETTLE_MS)
  const [live, cpu] = [await shop.liveMb(), cpuSeconds(shop.pid)]
  await setTimeout(minutes * 60_000)
  const share = (cpuSeconds(shop.pid) - cpu) / (minutes * 60)
  const [bareMb, shopMb] = [residentMb(bare.pid), residentMb(shop.pid)]
  const grown = (await shop.liveMb()) - live
  return [
    {
      what: `the shop at work for ${minutes} min: processor`,
      measured: `${(share * 100).toFixed(1)} % of a core`,
      target: `< ${MAX_SHARE * 100} %`,
      met: share < MAX_SHARE,
    },
    {
      what: 'the shop at work: resident memory, with its clients',
      measured: `${shopMb.toFixed(0)} MB (nobody at work ${bareMb.toFixed(0)} MB)`,
      target: `< ${MAX_MORE_MB} MB more`,
      met: shopMb - bareMb < MAX_MORE_MB,
    },
    {
      what: `the shop at work: growth of live memory in ${minutes} min, the bounded logs of messages left out`,
      measured: `${grown.toFixed(2)} MB`,
      target: `<= ${MAX_GROWTH_MB} MB`,
      met: grown <= MAX_GROWTH_MB,
    },
  ]
}
