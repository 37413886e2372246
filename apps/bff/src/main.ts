/** Starts and stops the server: `node src/main.ts [--help | rotate-key | reset-password <user>]`. */
import { enableCompileCache } from 'node:module'

// Before anything else is loaded, so that the next start need not compile it again.
enableCompileCache()
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), process.env)
