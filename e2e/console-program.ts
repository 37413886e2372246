/** The console as a child of the tests. It ends with them, however they end. */
import { run } from '../apps/bff/src/run.ts'

process.once('disconnect', () => process.kill(process.pid, 'SIGTERM'))
process.exitCode = await run([], process.env)
if (process.connected) process.disconnect()
