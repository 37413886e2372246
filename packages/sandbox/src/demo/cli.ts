// `npm run sandbox [-- --demo]`: a sandbox in the foreground. It prints what a client needs to reach it, and runs until it is stopped.
import { parseArgs } from 'node:util'
import { startDemo } from './start-demo.ts'

const USAGE = `Usage: npm run sandbox [-- --demo]

Starts a small RocketMQ on loopback ports, prints its address and keys as JSON, and runs until it is stopped.
  --demo    with sample topics, groups and applications at work, outside of any namespace
`
const EXIT_BAD_USE = 2
const NO_NAMESPACE = ''

process.exitCode = await run(process.argv.slice(2))

async function run(args: readonly string[]): Promise<number> {
  const options = read(args)
  if (options === undefined || options.help) {
    console.error(USAGE)
    return options ? 0 : EXIT_BAD_USE
  }
  await using demo = await startDemo()
  if (options.demo) await demo.openShop(NO_NAMESPACE, true)
  const { namesrvAddr, clusterName, credentials, brokers } = demo.sandbox
  const addresses = brokers.map(({ brokerName, addr }) => ({ brokerName, addr }))
  console.log(JSON.stringify({ namesrvAddr, clusterName, credentials, brokers: addresses }, undefined, 2))
  await new Promise<unknown>(resolve => {
    process.once('SIGINT', resolve)
    process.once('SIGTERM', resolve)
  })
  return 0
}

/** @returns undefined for what cannot be understood */
function read(args: readonly string[]): { readonly demo: boolean; readonly help: boolean } | undefined {
  const off = { type: 'boolean', default: false } as const
  try {
    return parseArgs({ args: [...args], options: { demo: off, help: { ...off, short: 'h' } } }).values
  } catch {
    return undefined
  }
}
