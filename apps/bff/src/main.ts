/** Starts and stops the server: `node src/main.ts [--help | rotate-key | reset-password <user> | reset-mfa <user> | verify-audit [hash]]`. */
import { enableCompileCache } from 'node:module'
import { fileURLToPath } from 'node:url'

// Before anything else is loaded, so that the next start need not compile it again. Not in the shared temporary
// directory, where others could put code of theirs.
enableCompileCache(fileURLToPath(new URL('../node_modules/.cache/compile', import.meta.url)))
const { run } = await import('./run.ts')
process.exitCode = await run(process.argv.slice(2), process.env)
